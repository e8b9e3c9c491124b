import { IconBeach } from '@tabler/icons-react'
import { Link } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatDate, stroke } from '../../../../web/ui/index.ts'
import styles from './absence.module.css'
import { isAway, useAbsence } from './absence.ts'
import { lastDayOf } from './days.ts'
import { absenceTexts } from './texts.ts'

/** Says beside one's mail that answers go out, so that nobody forgets it; nothing while they do not. */
export function AbsenceLine({ accountId }: { accountId: string }) {
  const t = useT(absenceTexts)
  const language = useLanguage()
  const { loaded } = useAbsence(accountId)
  if (loaded.state !== 'here' || !isAway(loaded.absence, new Date())) return null
  const { toDate } = loaded.absence
  const last = toDate && new Date(`${lastDayOf(toDate)}T12:00:00`)
  const date = last && formatDate(last, language, { day: 'numeric', month: 'long' })
  return (
    <Link href="/settings/absence" className={styles.line}>
      <IconBeach size={19} stroke={stroke} aria-hidden="true" />
      <span>{date ? t('absence.is-on.until', { date }) : t('absence.is-on')}</span>
    </Link>
  )
}
