import { IconDevices } from '@tabler/icons-react'
import { type loginSession, SECURITY } from '../../../core/types.ts'
import type { RecordOf } from '../../../lib/descriptor.ts'
import { useAccountId, useClient, useSession } from '../../../web/face.ts'
import { type TextsOf, type Translate, useLanguage, useT } from '../../../web/i18n/index.ts'
import {
  Button,
  Chip,
  type Device,
  deviceOf,
  EmptyState,
  formatDate,
  formatWhenLong,
  SkeletonText,
  stroke,
  useDelayed,
  useToast,
} from '../../../web/ui/index.ts'
import { useAll } from './records.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

type LoginSession = RecordOf<typeof loginSession>

export function DevicesPage() {
  const t = useT(settingsTexts)
  const sessions = useAll<LoginSession>('LoginSession')
  const isLate = useDelayed(sessions === null)
  if (sessions === null) return isLate && <SkeletonText lines={4} />
  if (sessions.length === 0) return <EmptyState icon={IconDevices}>{t('devices.empty')}</EmptyState>
  return (
    <div className={styles.page}>
      <p className={styles.intro}>{t('devices.intro')}</p>
      <ul className={styles.lines}>
        {sessions.map(session => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
    </div>
  )
}

function SessionLine({ session }: { session: LoginSession }) {
  const t = useT(settingsTexts)
  const language = useLanguage()
  const client = useClient()
  const toast = useToast()
  const now = new Date()
  const isThis = useCurrentSession() === session.id
  const device = deviceOf(session.kind, session.userAgent)
  const name = nameOf(session.kind, device, t)
  const Glyph = device.icon
  const end = (): void => {
    client.destroy('LoginSession', session.id)
    toast({ text: t('devices.ended') })
  }
  const details = [
    t('devices.seen', { when: formatWhenLong(new Date(session.seenAt), language, now) }),
    t('devices.since', { date: formatDate(new Date(session.createdAt), language, { dateStyle: 'long' }) }),
    session.ip && t('devices.from', { ip: session.ip }),
  ]
  return (
    <li>
      <Glyph size={22} stroke={stroke} aria-hidden="true" />
      <span className={styles.words}>
        <b>
          {name} {isThis && <Chip colour="olive">{t('devices.this')}</Chip>}
        </b>
        <small>{details.filter(Boolean).join(' · ')}</small>
      </span>
      <Button onClick={end} aria-label={t('devices.end-label', { name })}>
        {t('devices.end')}
      </Button>
    </li>
  )
}

/** The session of this page itself. */
function useCurrentSession(): unknown {
  const { accounts } = useSession()
  const capability = accounts[useAccountId(SECURITY)]?.accountCapabilities[SECURITY]
  return (capability as { currentSessionId?: unknown } | undefined)?.currentSessionId
}

function nameOf(
  kind: string,
  { browser, system }: Device,
  t: Translate<TextsOf<typeof settingsTexts>>,
): string {
  if (kind === 'bearer' && !browser) return t('devices.application')
  return t('devices.browser', {
    browser: browser ?? t('devices.unknown-browser'),
    system: system ?? t('devices.unknown-system'),
  })
}
