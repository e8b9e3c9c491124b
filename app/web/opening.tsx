import { Logo, useDelayed } from '../../web/ui/index.ts'
import styles from './opening.module.css'

/** Before anything is known; drawn only when that lasts. */
export function Opening() {
  return <main className={styles.opening}>{useDelayed(true) && <Logo size={56} />}</main>
}
