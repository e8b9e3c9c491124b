import type { ReactNode } from 'react'
import styles from './list.module.css'

export const headingHeight = 30

type Props = {
  start: number
  size: number
  first: boolean
  heading: string | undefined
  children: ReactNode
}

/** Where the virtual list puts a row, under the heading of its group when it is the first of one. */
export function Slot({ start, size, first, heading, children }: Props) {
  const style = { height: size, translate: `0 ${start}px`, paddingTop: heading ? headingHeight : 0 }
  return (
    <div
      role="presentation"
      className={styles.slot}
      data-slot
      style={style}
      data-first={first || heading !== undefined || undefined}
    >
      {heading && (
        <div role="presentation" className={styles.heading}>
          {heading}
        </div>
      )}
      <div role="presentation" className={styles.body}>
        {children}
      </div>
    </div>
  )
}
