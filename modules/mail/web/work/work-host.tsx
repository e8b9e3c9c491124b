import { useT } from '../../../../web/i18n/index.ts'
import { RecallCards } from '../recall/recall-cards.tsx'
import { RunCards } from '../rules/run-cards.tsx'
import { mailTexts } from '../texts.ts'
import { ImportCards } from '../transfer/import-cards.tsx'
import styles from './work.module.css'

/** What goes on for longer than one waits for, over whatever is shown: imports of this page, and what the house does. */
export function WorkHost() {
  const t = useT(mailTexts)
  return (
    <section className={styles.host} aria-label={t('work')}>
      <ImportCards />
      <RecallCards />
      <RunCards />
    </section>
  )
}
