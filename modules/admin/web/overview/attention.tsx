import {
  IconCircleCheck,
  IconDatabaseExclamation,
  IconKey,
  IconLockExclamation,
  IconMailExclamation,
  IconTool,
  IconUserShield,
} from '@tabler/icons-react'
import { Link } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatSize, type Icon, stroke } from '../../../../web/ui/index.ts'
import { writeAdminAddress } from '../address.ts'
import type { Queue } from '../queue/queue.ts'
import { useAnswer } from '../use-answer.ts'
import styles from './overview.module.css'
import type { Overview } from './overview.ts'
import { OverviewPart } from './overview-part.tsx'
import { type OverviewT, overviewTexts } from './texts.ts'

interface Matter {
  readonly id: string
  readonly icon: Icon
  readonly words: string
  readonly help?: string
  readonly href?: string
}

/** What somebody should look at, the most pressing first; that all is well is said too. */
export function Attention({ overview }: { overview: Overview }) {
  const t = useT(overviewTexts)
  const language = useLanguage()
  const queue = useAnswer<Queue>('OutgoingMail/list').value
  const matters = [
    ...fullOf(overview, t, bytes => formatSize(bytes, language)),
    ...mattersOf(overview, queue?.list.filter(({ attempts }) => attempts > 0).length ?? 0, t),
  ]
  return (
    <OverviewPart title={t('attention')}>
      {matters.length === 0 ? (
        <p className={styles.well}>
          <IconCircleCheck size={22} stroke={stroke} aria-hidden="true" />
          {t('attention.none')}
        </p>
      ) : (
        <ul className={styles.matters}>
          {matters.map(({ id, icon: Glyph, words, help, href }) => (
            <li key={id}>
              <Glyph size={22} stroke={stroke} aria-hidden="true" />
              <span>
                {href === undefined ? words : <Link href={href}>{words}</Link>}
                {help && <small>{help}</small>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </OverviewPart>
  )
}

const fullOf = ({ full }: Overview, t: OverviewT, size: (bytes: number) => string): Matter[] =>
  full.map(({ id, name, used, quota }) => ({
    id,
    icon: IconDatabaseExclamation,
    words: t('full', { name }),
    help: t('full-help', { used: size(used), quota: size(quota) }),
    href: writeAdminAddress('people', id),
  }))

/** So many failures in a day are no longer those of people who mistype. */
const MANY_FAILURES = 20

function mattersOf(overview: Overview, stuck: number, t: OverviewT): Matter[] {
  const { jobsFailed, failedLogins, administrators, temporary } = overview
  const all: (Matter & { readonly when: boolean })[] = [
    {
      id: 'jobs',
      when: jobsFailed > 0,
      icon: IconTool,
      words: t('jobs-failed', { count: jobsFailed }),
      help: t('jobs-failed-help'),
    },
    {
      id: 'queue',
      when: stuck > 0,
      icon: IconMailExclamation,
      words: t('stuck', { count: stuck }),
      help: t('stuck-help'),
      href: writeAdminAddress('queue'),
    },
    {
      id: 'logins',
      when: failedLogins >= MANY_FAILURES,
      icon: IconLockExclamation,
      words: t('failures', { count: failedLogins }),
      help: t('failures-help'),
      href: writeAdminAddress('audit'),
    },
    {
      id: 'alone',
      when: administrators === 1,
      icon: IconUserShield,
      words: t('alone'),
      help: t('alone-help'),
      href: writeAdminAddress('people'),
    },
    {
      id: 'temporary',
      when: temporary > 0,
      icon: IconKey,
      words: t('temporary', { count: temporary }),
      help: t('temporary-help'),
      href: writeAdminAddress('people'),
    },
  ]
  return all.filter(({ when }) => when)
}
