import { Fragment } from 'react'
import { type Translate, useT } from '../../i18n/index.ts'
import { capsOf } from '../hook/keys.ts'
import { type UiTexts, uiTexts } from '../texts.ts'
import styles from './kbd.module.css'

/** The keys of a shortcut: `g i`, `ctrl+k`. */
export function Kbd({ keys }: { keys: string }) {
  const t = useT(uiTexts)
  return (
    <span className={styles.keys}>
      {capsOf(keys).map((press, index) => (
        <Fragment key={press.join('+')}>
          {index > 0 && <span>{t('shortcuts.then')}</span>}
          <kbd className={styles.kbd}>{press.map(cap => capName(cap, t)).join(' ')}</kbd>
        </Fragment>
      ))}
    </span>
  )
}

const named = [
  'ctrl',
  'shift',
  'alt',
  'enter',
  'escape',
  'space',
  'delete',
  'up',
  'down',
  'left',
  'right',
] as const

function capName(cap: string, t: Translate<UiTexts>): string {
  const name = named.find(name => name === cap)
  return name ? t(`key.${name}`) : cap.toUpperCase()
}
