import { useEffect, useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { useClient, useQuery, useRecords } from '../../sync/react.ts'
import { Banner, Button, Dialog, Form, PeopleField, type Person, Select, TextField } from '../../ui/index.ts'
import { useDirectory } from '../directory.ts'
import { LEVELS, type Level, RIGHTS } from './level.ts'
import styles from './share.module.css'
import { shareTexts } from './texts.ts'

// RFC 9670 §1.5.1
const PRINCIPALS = 'urn:ietf:params:jmap:principals'

/** A mailbox of several people, made in one call: name, address, who, and what they may do. */
export function NewBox({ onClose, onMade }: { onClose: () => void; onMade?: (id: string) => void }) {
  const t = useT(shareTexts)
  const domains = useDomains()
  const directory = useDirectory()
  const [wish, setWish] = useState({ name: '', local: '', domain: '' })
  const [people, setPeople] = useState<readonly Person[]>([])
  const [level, setLevel] = useState<Level>('as')
  const [isTried, setTried] = useState(false)
  const { busy, refusal, make } = useMaking(onClose, onMade)
  const write = (more: Partial<typeof wish>): void => setWish(now => ({ ...now, ...more }))
  const name = wish.name.trim()
  const local = wish.local.trim()
  const domain = wish.domain || domains[0] || ''
  const submit = (): void => {
    setTried(true)
    if (name !== '' && local !== '') void make({ name, email: `${local}@${domain}`, people, level })
  }
  return (
    <Dialog open title={t('new.title')} onClose={onClose} size={560}>
      <Form
        label={t('new.title')}
        onSubmit={submit}
        actions={
          <Button type="submit" look="primary" busy={busy}>
            {t('new.run')}
          </Button>
        }
      >
        <p className={styles.help}>{t('new.help')}</p>
        {refusal && <Banner tone="error">{refusal}</Banner>}
        <TextField
          label={t('new.name')}
          value={wish.name}
          onChange={name => write({ name })}
          error={isTried && name === '' ? t('new.name-needed') : null}
          data-autofocus
        />
        <div className={styles.pair}>
          <TextField
            label={t('new.address')}
            value={wish.local}
            onChange={local => write({ local })}
            error={isTried && local === '' ? t('new.address-needed') : null}
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
          />
          <Select
            label={t('new.domain')}
            value={domain}
            options={domains.map(one => ({ value: one, label: `@${one}` }))}
            onChange={domain => write({ domain })}
          />
        </div>
        <PeopleField
          label={t('new.people')}
          help={t('new.more')}
          value={people}
          onChange={setPeople}
          find={directory.find}
        />
        <Select
          label={t('new.level')}
          value={level}
          options={LEVELS.map(value => ({ value, label: t(`level.${value}`) }))}
          onChange={setLevel}
        />
      </Form>
    </Dialog>
  )
}

interface Wish {
  readonly name: string
  readonly email: string
  readonly people: readonly Person[]
  readonly level: Level
}

function useMaking(onClose: () => void, onMade: ((id: string) => void) | undefined) {
  const t = useT(shareTexts)
  const client = useClient()
  const directory = useDirectory()
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const ask = async ({ name, email, people, level }: Wish): Promise<string | null> => {
    const found = await Promise.all(people.map(({ address }) => directory.resolve(address)))
    const unknown = people.filter((_, index) => found[index] === null)
    if (unknown.length > 0)
      return t('new.unknown', { addresses: unknown.map(({ address }) => address).join(', ') })
    const delegates = Object.fromEntries(found.map(person => [person!.id, RIGHTS[level]]))
    const accountId = client.primaryAccount('Principal')
    const create = { box: { type: 'group', name, email, hasAccount: true, delegates } }
    const answers = await client.ask([PRINCIPALS], [['Principal/set', { accountId, create }, 's']])
    const { created, notCreated } = answers.read('s', 'Principal/set') as {
      created: Record<string, { id: string }> | null
      notCreated: Record<string, { type: string }> | null
    }
    if (!created) return t(notCreated?.['box']?.type === 'alreadyExists' ? 'new.taken' : 'new.failed')
    onClose()
    onMade?.(created['box']!.id)
    return null
  }
  const make = async (wish: Wish): Promise<void> => {
    setBusy(true)
    const refused = await ask(wish).catch(() => t('new.failed'))
    if (refused === null) return
    setRefusal(refused)
    setBusy(false)
  }
  return { busy, refusal, make }
}

function useDomains(): readonly string[] {
  const rows = useQuery('Domain')
  const { need } = rows
  useEffect(() => need(0, 100), [need])
  const ids = rows.ids.filter(id => id !== undefined)
  const records = useRecords<{ name: string; aliasOf: string | null }>('Domain', ids)
  return records.flatMap(record => (record && record.aliasOf === null ? [record.name] : []))
}
