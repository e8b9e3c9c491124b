import { formatNames, useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Banner } from '../../../../web/ui/index.ts'
import styles from './import.module.css'
import type { PeopleFile } from './people-file.ts'
import { importTexts } from './texts.ts'
import { type Checked, isGood } from './use-import.ts'

/** As many as one can read before mending the file and trying again. */
const SHOWN = 200

/** How many lines are good, and of each of the others what is wrong. */
export function Report({ file, lines }: { file?: PeopleFile; lines: readonly Checked[] }) {
  const t = useT(importTexts)
  const language = useLanguage()
  const bad = lines.filter(one => !isGood(one))
  const good = lines.length - bad.length
  return (
    <div className={styles.report}>
      {file && good > 0 && <Banner tone="ok">{t('good', { count: good })}</Banner>}
      {bad.length > 0 && <Banner tone="warn">{t('bad', { count: bad.length })}</Banner>}
      {file && file.unknown.length > 0 && (
        <p className={styles.quiet}>{t('unknown', { titles: formatNames(file.unknown, language) })}</p>
      )}
      {bad.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        <section className={styles.scroller} tabIndex={0} aria-label={t('faults')}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('column.line')}</th>
                <th scope="col">{t('column.who')}</th>
                <th scope="col">{t('column.why')}</th>
              </tr>
            </thead>
            <tbody>
              {bad.slice(0, SHOWN).map(({ read, refusal }) => (
                <tr key={read.line}>
                  <td>{read.line}</td>
                  <td>{read.name || read.email || '–'}</td>
                  <td>{refusal ?? read.faults.map(fault => t(`fault.${fault}`)).join(' ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {bad.length > SHOWN && <p className={styles.quiet}>{t('more', { count: bad.length - SHOWN })}</p>}
    </div>
  )
}
