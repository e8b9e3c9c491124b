import { Link } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatWhenLong, stroke } from '../../../../web/ui/index.ts'
import { writeAdminAddress } from '../address.ts'
import styles from '../admin.module.css'
import type { AuditEntry } from './audit-entry.ts'
import { iconOf } from './icon.ts'
import { auditTexts } from './texts.ts'
import { actorWords, deedWords } from './words.ts'

/** An entry among a person's own. */
export function AuditLine({ entry }: { entry: AuditEntry }) {
  const t = useT(auditTexts)
  const language = useLanguage()
  const Glyph = iconOf(entry.action)
  const facts = [
    actorWords(entry, t),
    formatWhenLong(new Date(entry.at), language, new Date()),
    entry.ip && t('from', { ip: entry.ip }),
  ]
  return (
    <li>
      <Glyph size={20} stroke={stroke} aria-hidden="true" />
      <span className={styles.words}>
        <Link href={writeAdminAddress('audit', entry.id)}>{deedWords(entry, t)}</Link>
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </span>
    </li>
  )
}
