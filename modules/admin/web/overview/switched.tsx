import { Link } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Chip } from '../../../../web/ui/index.ts'
import { writeAdminAddress } from '../address.ts'
import type { Organisation } from '../switch/modules-section.tsx'
import { switchTexts } from '../switch/texts.ts'
import { nameOf } from '../switch/words.ts'
import { useAll } from '../use-all.ts'
import styles from './overview.module.css'
import { OverviewPart } from './overview-part.tsx'
import { overviewTexts } from './texts.ts'

/** Which modules are on. */
export function Switched() {
  const t = useT(overviewTexts)
  const words = useT(switchTexts)
  const [own] = useAll<Organisation>('Organisation') ?? []
  return (
    <OverviewPart
      title={t('modules')}
      end={<Link href={writeAdminAddress('modules')}>{t('modules.change')}</Link>}
    >
      <ul className={styles.lines}>
        {own?.switches.map(name => {
          const isOn = own.modules[name] !== false
          return (
            <li key={name}>
              <span className={styles.words}>
                <b>{nameOf(name, words)}</b>
              </span>
              <Chip colour={isOn ? 'pastel' : 'stone'}>{t(isOn ? 'module.on' : 'module.off')}</Chip>
            </li>
          )
        })}
      </ul>
    </OverviewPart>
  )
}
