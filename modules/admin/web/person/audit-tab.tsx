import { readId } from '../../../../lib/id.ts'
import { Link } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { EmptyState, SkeletonText, useDelayed } from '../../../../web/ui/index.ts'
import { writeAdminAddress } from '../address.ts'
import styles from '../admin.module.css'
import type { AuditEntry } from '../audit/audit-entry.ts'
import { AuditLine } from '../audit/audit-line.tsx'
import { all, type Principal } from '../principal.ts'
import { useAll } from '../use-all.ts'
import { personTexts } from './texts.ts'

const LATEST = 50

/** What this person did, and what was done to them. */
export function AuditTab({ person: { id } }: { person: Principal }) {
  const t = useT(personTexts)
  const about = all({ targetType: 'Principal' }, { targetId: readId('p', id) })
  const filter = { operator: 'OR', conditions: [{ actorId: id }, about] } as const
  const entries = useAll<AuditEntry>('AuditEntry', { filter }, LATEST)
  const late = useDelayed(entries === null)
  if (entries === null) return late && <SkeletonText lines={4} />
  if (entries.length === 0) return <EmptyState>{t('audit.none')}</EmptyState>
  return (
    <div className={styles.section}>
      <ul className={styles.lines}>
        {entries.slice(0, LATEST).map(entry => (
          <AuditLine key={entry.id} entry={entry} />
        ))}
      </ul>
      <Link href={writeAdminAddress('audit')}>{t('audit.all')}</Link>
    </div>
  )
}
