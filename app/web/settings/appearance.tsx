import { useT } from '../../../web/i18n/index.ts'
import { Segmented, useAppearance } from '../../../web/ui/index.ts'
import { shellTexts } from '../shell/texts.ts'
import { densities, schemes } from '../shell/use-account-verbs.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

export function AppearancePage() {
  const t = useT(settingsTexts)
  const names = useT(shellTexts)
  const { scheme, density, setScheme, setDensity } = useAppearance()
  return (
    <div className={styles.page}>
      <p className={styles.intro}>{t('appearance.help')}</p>
      <div className={styles.choice}>
        <b aria-hidden="true">{names('account.colours')}</b>
        <Segmented
          label={names('account.colours')}
          value={scheme}
          options={schemes.map(value => ({ value, label: names(`scheme.${value}`) }))}
          onChange={setScheme}
        />
      </div>
      <div className={styles.choice}>
        <b aria-hidden="true">{names('account.density')}</b>
        <Segmented
          label={names('account.density')}
          value={density}
          options={densities.map(value => ({ value, label: names(`density.${value}`) }))}
          onChange={setDensity}
        />
      </div>
    </div>
  )
}
