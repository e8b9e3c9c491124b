import type { ReactNode } from 'react'
import { Progress } from '../../../../web/ui/index.ts'
import styles from './work.module.css'

type Props = {
  title: string
  /** From 0 to 1, null while nobody knows how much there is; left out once it is over. */
  done?: number | null | undefined
  fault?: string | null
  /** Lines that tell how it stands. */
  children: ReactNode
  verbs: ReactNode
}

/** Something that goes on, or went on until it is put away. */
export function WorkCard({ title, done, fault, children, verbs }: Props) {
  return (
    <div className={styles.card}>
      <strong>{title}</strong>
      {done !== undefined && <Progress label={title} value={done} />}
      <div className={styles.told} role={done === undefined ? 'status' : undefined}>
        {children}
      </div>
      {fault && <p className={styles.fault}>{fault}</p>}
      <div className={styles.verbs}>{verbs}</div>
    </div>
  )
}
