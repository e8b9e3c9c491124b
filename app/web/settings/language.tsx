import { formatNumber, languages, localeOf, setLanguage, useLanguage, useT } from '../../../web/i18n/index.ts'
import { Form, formatWhen, formatWhenFull, Select, startOfWeek } from '../../../web/ui/index.ts'
import { keepLanguage } from '../entry/kept.ts'
import { entryTexts } from '../entry/texts.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

const DAY_MS = 86_400_000

export function LanguagePage() {
  const t = useT(settingsTexts)
  const names = useT(entryTexts)
  const language = useLanguage()
  const now = new Date()
  const monday = new Intl.DateTimeFormat(localeOf(language), { weekday: 'long' }).format(startOfWeek(now))
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return (
    <div className={styles.page}>
      <Form onSubmit={() => {}} label={t('language')}>
        <Select
          label={t('language.label')}
          help={t('language.help')}
          value={language}
          options={languages.map(value => ({ value, label: names(`language.${value}`) }))}
          onChange={value => {
            keepLanguage(value)
            setLanguage(value)
          }}
        />
      </Form>
      <dl className={styles.examples}>
        <dt>{t('language.example')}</dt>
        <dd>{formatWhenFull(now, language)}</dd>
        <dt>{t('language.short')}</dt>
        <dd>{formatWhen(new Date(now.getTime() - 9 * DAY_MS), language, now)}</dd>
        <dt>{t('language.number')}</dt>
        <dd>{formatNumber(12_345.6, language)}</dd>
        <dt>{t('language.week')}</dt>
        <dd>{monday}</dd>
        <dt>{t('language.zone')}</dt>
        <dd>{timeZone}</dd>
      </dl>
    </div>
  )
}
