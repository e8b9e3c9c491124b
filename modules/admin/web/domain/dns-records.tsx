import { IconCopy } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import {
  Banner,
  Button,
  Chip,
  ErrorState,
  IconButton,
  SkeletonText,
  useCopy,
  useDelayed,
} from '../../../../web/ui/index.ts'
import { run } from '../saving/change.ts'
import { adminTexts } from '../texts.ts'
import styles from './dns-records.module.css'
import { dnsTexts } from './dns-texts.ts'

interface CheckedRecord {
  readonly purpose: keyof typeof PURPOSES
  readonly kind: string
  readonly name: string
  readonly value: string
  readonly isNeeded: boolean
  readonly state: 'good' | 'missing' | 'different' | 'unknown'
  readonly found: readonly string[]
}

interface Checked {
  readonly list: readonly CheckedRecord[]
  readonly keys: readonly { readonly selector: string; readonly state: 'next' | 'current' | 'former' }[]
}

const PURPOSES = {
  mx: 'mx',
  spf: 'spf',
  dkim: 'dkim',
  dmarc: 'dmarc',
  submissions: 'submissions',
  submission: 'submission',
  imaps: 'imaps',
  imap: 'imap',
  jmap: 'jmap',
  autoconfig: 'autoconfig',
  autodiscover: 'autodiscover',
} as const

const COLOURS = { good: 'olive', missing: 'brick', different: 'ochre', unknown: 'stone' } as const

/** The records that DNS should hold for a domain, each with what it is for and whether it is there. */
export function DnsRecords({ id }: { id: string }) {
  const t = useT(dnsTexts)
  const { checked, failed, ask } = useChecked(id)
  const late = useDelayed(checked === null && !failed)
  if (failed) return <ErrorState onRetry={() => ask('Domain/records')}>{t('failed')}</ErrorState>
  if (!checked) return late ? <SkeletonText lines={6} /> : null
  const missing = checked.list.filter(record => record.isNeeded && record.state !== 'good').length
  const next = checked.keys.filter(key => key.state === 'next')
  return (
    <section className={styles.records} aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <Banner tone={missing === 0 ? 'ok' : 'warn'}>
        {missing === 0 ? t('all-good') : t('missing', { count: missing })}
      </Banner>
      {next.length > 0 && <p>{t('keys.next', { names: next.map(key => key.selector).join(', ') })}</p>}
      <ul>
        {checked.list.map(record => (
          <Line key={`${record.kind} ${record.name} ${record.value}`} record={record} />
        ))}
      </ul>
      <div className={styles.verbs}>
        <Button onClick={() => ask('Domain/records')}>{t('again')}</Button>
        <Button onClick={() => ask('Domain/rotateKeys')}>{t('keys.rotate')}</Button>
      </div>
      <p className={styles.help}>{t('keys.help')}</p>
    </section>
  )
}

function Line({ record }: { record: CheckedRecord }) {
  const t = useT(dnsTexts)
  const { purpose, kind, name, value, state, found, isNeeded } = record
  return (
    <li>
      <div className={styles.head}>
        <strong>{t(`for.${PURPOSES[purpose]}`)}</strong>
        <Chip colour={COLOURS[state]}>{t(`state.${state}`)}</Chip>
        {!isNeeded && <span className={styles.help}>{t('optional')}</span>}
      </div>
      <dl className={styles.parts}>
        <Part
          label={t('name')}
          value={name}
          copy={t('copy.name', { record: t(`for.${PURPOSES[purpose]}`) })}
        />
        <Part label={t('kind')} value={kind} />
        <Part
          label={t('value')}
          value={value}
          copy={t('copy.value', { record: t(`for.${PURPOSES[purpose]}`) })}
        />
      </dl>
      {state === 'different' && <p className={styles.help}>{t('found', { found: found.join(' · ') })}</p>}
    </li>
  )
}

/** A field of the form in which a record is made elsewhere, to be taken there as it is. */
function Part({ label, value, copy }: { label: string; value: string; copy?: string }) {
  const t = useT(adminTexts)
  const put = useCopy()
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <code>{value}</code>
        {copy && (
          <IconButton size="small" icon={IconCopy} label={copy} onClick={() => put(value, t('copied'))} />
        )}
      </dd>
    </>
  )
}

function useChecked(id: string) {
  const client = useClient()
  const [checked, setChecked] = useState<Checked | null>(null)
  const [failed, setFailed] = useState(false)
  const ask = useCallback(
    (method: 'Domain/records' | 'Domain/rotateKeys') => {
      setFailed(false)
      run(client, method, { id }).then(
        answer => setChecked(answer as unknown as Checked),
        () => setFailed(true),
      )
    },
    [client, id],
  )
  useEffect(() => {
    setChecked(null)
    ask('Domain/records')
  }, [ask])
  return { checked, failed, ask }
}
