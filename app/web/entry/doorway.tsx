import type { ReactNode } from 'react'
import { type Language, languages, setLanguage, useLanguage, useT } from '../../../web/i18n/index.ts'
import { Logo, Segmented, usePageTitle } from '../../../web/ui/index.ts'
import styles from './doorway.module.css'
import { keepLanguage } from './kept.ts'
import { entryTexts } from './texts.ts'

/** What stands before the suite: signing in, founding. */
export function Doorway({ title, intro, children }: { title: string; intro?: string; children: ReactNode }) {
  usePageTitle(title)
  return (
    <div className={styles.ground}>
      <main className={styles.card}>
        <header className={styles.header}>
          <span className={styles.mark}>
            <Logo size={40} />
            Bastide
          </span>
          <h1>{title}</h1>
          {intro && <p>{intro}</p>}
        </header>
        {children}
      </main>
      <footer className={styles.footer}>
        <LanguageSwitch />
      </footer>
    </div>
  )
}

function LanguageSwitch() {
  const t = useT(entryTexts)
  const change = (language: Language): void => {
    keepLanguage(language)
    setLanguage(language)
  }
  return (
    <Segmented
      label={t('language')}
      value={useLanguage()}
      options={languages.map(value => ({ value, label: t(`language.${value}`) }))}
      onChange={change}
    />
  )
}
