import type { ReactNode } from 'react'
import { type Icon, stroke } from '../action/verb.ts'
import styles from './card.module.css'

type Props = {
  icon: Icon
  title: string
  /** What one needs to decide, already looked up. */
  children?: ReactNode
  actions?: ReactNode
}

/** An object of another module inside a text: an invitation, a file, a task. */
export function Card({ icon: Glyph, title, children, actions }: Props) {
  return (
    <section className={styles.card} aria-label={title}>
      <Glyph size={24} stroke={stroke} aria-hidden="true" />
      <div className={styles.words}>
        <strong>{title}</strong>
        {children && <div className={styles.detail}>{children}</div>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  )
}
