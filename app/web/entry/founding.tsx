import { useRef, useState } from 'react'
import { Refused } from '../../../lib/errors.ts'
import { languages, useLanguage, useT } from '../../../web/i18n/index.ts'
import { Banner, Button, Form, Select, TextField } from '../../../web/ui/index.ts'
import { type SignedIn, setUp } from './door.ts'
import styles from './doorway.module.css'
import { Doorway } from './doorway.tsx'
import { NewPassword } from './new-password.tsx'
import { entryTexts } from './texts.ts'
import { faultsOf, proposeAddress, type Wish, type WishField } from './wish.ts'

/** The first run: the organisation, its domain, its administrator. */
export function Founding({ token, onEnter }: { token: string | null; onEnter: (who: SignedIn) => void }) {
  const t = useT(entryTexts)
  return (
    <Doorway title={t('setup.title')} intro={t('setup.intro')}>
      {token === null ? (
        <Banner tone="warn">{t('setup.link-missing')}</Banner>
      ) : (
        <WishForm token={token} onEnter={onEnter} />
      )}
    </Doorway>
  )
}

const none: ReadonlySet<WishField> = new Set()

function WishForm({ token, onEnter }: { token: string; onEnter: (who: SignedIn) => void }) {
  const t = useT(entryTexts)
  const [written, setWritten] = useState<Omit<Wish, 'address'>>({
    organisation: '',
    domain: '',
    name: '',
    password: '',
    language: useLanguage(),
  })
  const [ownAddress, setOwnAddress] = useState<string | null>(null)
  const [faults, setFaults] = useState(none)
  const [refusal, setRefusal] = useState<Refused | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  const wish: Wish = { ...written, address: ownAddress ?? proposeAddress(written.name, written.domain) }
  const { organisation, domain, name, address, password, language } = wish

  const write = (field: keyof typeof written) => (value: string) => setWritten({ ...written, [field]: value })

  const submit = async (): Promise<void> => {
    const found = faultsOf(wish)
    setFaults(found)
    const [first] = found
    if (first) return form.current?.querySelector<HTMLElement>(`[data-field=${first}] input`)?.focus()
    setBusy(true)
    try {
      onEnter(await setUp({ ...wish, token }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setRefusal(error)
      setBusy(false)
    }
  }

  const faultIn = (field: WishField, words: string): string | null => (faults.has(field) ? words : null)

  return (
    <Form
      label={t('setup.title')}
      onSubmit={() => void submit()}
      actions={
        <Button type="submit" look="primary" size="large" className={styles.wide} busy={busy}>
          {t('setup.run')}
        </Button>
      }
    >
      {refusal && <Refusal refusal={refusal} />}
      <div ref={form} className={styles.fields}>
        <div data-field="organisation">
          <TextField
            label={t('setup.organisation')}
            name="organisation"
            autoComplete="organization"
            value={organisation}
            onChange={write('organisation')}
            error={faultIn('organisation', t('setup.organisation-needed'))}
          />
        </div>
        <div data-field="domain">
          <TextField
            label={t('setup.domain')}
            name="domain"
            autoCapitalize="none"
            spellCheck={false}
            value={domain}
            onChange={write('domain')}
            help={t('setup.domain-help')}
            error={faultIn('domain', t('setup.domain-wrong'))}
          />
        </div>
        <div data-field="name">
          <TextField
            label={t('setup.name')}
            name="name"
            autoComplete="name"
            value={name}
            onChange={write('name')}
            error={faultIn('name', t('setup.name-needed'))}
          />
        </div>
        <div data-field="address">
          <TextField
            label={t('setup.address')}
            type="email"
            name="address"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            value={address}
            onChange={setOwnAddress}
            help={t('setup.address-help')}
            error={faultIn('address', t('setup.address-wrong', { domain: domain || 'mairie.fr' }))}
          />
        </div>
        <div data-field="password">
          <NewPassword
            label={t('password')}
            value={password}
            onChange={write('password')}
            name={name}
            address={address}
            tried={faults.has('password')}
          />
        </div>
        <Select
          label={t('setup.language')}
          name="language"
          value={language}
          options={languages.map(value => ({ value, label: t(`language.${value}`) }))}
          onChange={write('language')}
        />
      </div>
    </Form>
  )
}

function Refusal({ refusal }: { refusal: Refused }) {
  const t = useT(entryTexts)
  if (refusal.code === 'forbidden') return <Banner tone="error">{t('setup.link-used')}</Banner>
  if (refusal.code === 'unavailable') return <Banner tone="error">{t('signin.failed')}</Banner>
  return <Banner tone="error">{t('setup.refused', { detail: refusal.message })}</Banner>
}
