import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Refused } from '../../../lib/errors.ts'
import { type TextsOf, type Translate, useT } from '../../../web/i18n/index.ts'
import { Banner, Button, Form, PasswordField, TextField } from '../../../web/ui/index.ts'
import { type SignedIn, signIn } from './door.ts'
import styles from './doorway.module.css'
import { Doorway } from './doorway.tsx'
import { keptAddress } from './kept.ts'
import { lockWords } from './lock-words.ts'
import { entryTexts } from './texts.ts'

type T = Translate<TextsOf<typeof entryTexts>>
type Missing = 'address' | 'password' | null

type Props = { expired: boolean; onEnter: (who: SignedIn, password: string) => void }

export function SignIn({ expired, onEnter }: Props) {
  const t = useT(entryTexts)
  const [address, setAddress] = useState(keptAddress)
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<Missing>(null)
  const [fault, setFault] = useState<Refused | null>(null)
  const [busy, setBusy] = useState(false)
  const [capsLock, setCapsLock] = useState(false)
  const addressField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)

  useEffect(() => (keptAddress() ? passwordField : addressField).current?.focus(), [])

  const submit = async (): Promise<void> => {
    const lacks: Missing = address.trim() === '' ? 'address' : password === '' ? 'password' : null
    setMissing(lacks)
    if (lacks) return (lacks === 'address' ? addressField : passwordField).current?.focus()
    setBusy(true)
    try {
      onEnter(await signIn(address.trim(), password), password)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setFault(error)
      setBusy(false)
      passwordField.current?.select()
    }
  }

  const watchCapsLock = (event: KeyboardEvent): void => setCapsLock(event.getModifierState('CapsLock'))

  return (
    <Doorway title={t('signin.title')}>
      <Form
        label={t('signin.title')}
        onSubmit={() => void submit()}
        actions={
          <Button type="submit" look="primary" size="large" className={styles.wide} busy={busy}>
            {t('signin.run')}
          </Button>
        }
      >
        {expired && !fault && <Banner>{t('signin.expired')}</Banner>}
        {fault && <Banner tone="error">{wordsOf(fault, t)}</Banner>}
        <TextField
          ref={addressField}
          label={t('address')}
          type="email"
          name="address"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={address}
          onChange={setAddress}
          error={missing === 'address' ? t('needed.address') : null}
        />
        <PasswordField
          ref={passwordField}
          label={t('password')}
          name="password"
          value={password}
          onChange={setPassword}
          onKeyUp={watchCapsLock}
          onKeyDown={watchCapsLock}
          help={capsLock ? t('capslock') : undefined}
          error={missing === 'password' ? t('needed.password') : null}
        />
      </Form>
      <p className={styles.after}>{t('signin.help')}</p>
    </Doorway>
  )
}

function wordsOf(fault: Refused, t: T): string {
  if (fault.code === 'notAuthenticated') return t('signin.wrong')
  if (fault.code === 'tooManyAttempts') return lockWords(fault, t)
  return t(fault.details['status'] === undefined ? 'signin.offline' : 'signin.failed')
}
