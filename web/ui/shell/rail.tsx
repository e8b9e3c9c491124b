import { IconSettings } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { stroke } from '../action/verb.ts'
import { Count } from '../mark/count.tsx'
import { uiTexts } from '../texts.ts'
import { Logo } from './logo.tsx'
import { type Go, goOnClick, type Place } from './place.ts'
import styles from './rail.module.css'

type Props = { modules: readonly Place[]; current: string; settings: Place; account: ReactNode; onGo: Go }

/** The modules, with their names. */
export function Rail({ modules, current, settings, account, onGo }: Props) {
  const t = useT(uiTexts)
  return (
    <nav className={styles.rail} aria-label={t('shell.modules')}>
      <span className={styles.logo}>
        <Logo />
      </span>
      <ul className={styles.modules}>
        {modules.map(place => (
          <li key={place.id}>
            <ModuleLink place={place} current={place.id === current} onGo={onGo} />
          </li>
        ))}
      </ul>
      <ModuleLink place={{ icon: IconSettings, ...settings }} current={settings.id === current} onGo={onGo} />
      <div className={styles.account}>{account}</div>
    </nav>
  )
}

/** Five tabs at the bottom of a phone. */
export function TabBar({ modules, current, onGo }: Pick<Props, 'modules' | 'current' | 'onGo'>) {
  const t = useT(uiTexts)
  return (
    <nav className={styles.tabs} aria-label={t('shell.modules')}>
      <ul>
        {modules.slice(0, 5).map(place => (
          <li key={place.id}>
            <ModuleLink place={place} current={place.id === current} onGo={onGo} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function ModuleLink({ place, current, onGo }: { place: Place; current: boolean; onGo: Go }) {
  const t = useT(uiTexts)
  const Glyph = place.icon
  const { label, count = 0 } = place
  return (
    <a
      href={place.href}
      className={styles.module}
      aria-current={current ? 'page' : undefined}
      aria-label={count > 0 ? t('shell.badge', { name: label, count }) : undefined}
      onClick={goOnClick(place.href, onGo)}
    >
      {Glyph && <Glyph size={22} stroke={stroke} aria-hidden="true" />}
      <span>{label}</span>
      <span className={styles.badge}>
        <Count value={count} />
      </span>
    </a>
  )
}
