import type { ReactNode } from 'react'
import type { Icon } from '../action/verb.ts'
import styles from './state.module.css'

/** One line that says what will be here, and the one action that starts it. */
export function EmptyState({
  icon: Glyph,
  children,
  action,
}: {
  icon?: Icon
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={styles.state}>
      {Glyph && (
        <span className={styles.glyph}>
          <Glyph size={30} stroke={1.5} aria-hidden="true" />
        </span>
      )}
      <p>{children}</p>
      {action}
    </div>
  )
}
