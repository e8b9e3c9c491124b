import type { CSSProperties } from 'react'
import styles from './avatar.module.css'
import { hueOf, initialsOf } from './identity.ts'

type Props = {
  name: string
  /** The colour hangs on it, so that a person who changes name keeps it. */
  address?: string | undefined
  photo?: string | undefined
  size?: 26 | 38 | 60
}

/** A person or a service. Decoration beside a written name, so it says nothing by itself. */
export function Avatar({ name, address, photo, size = 38 }: Props) {
  const style = { '--hue': hueOf(address || name) } as CSSProperties
  return (
    <span className={styles.avatar} data-size={size} style={style} aria-hidden="true">
      {photo ? <img src={photo} alt="" loading="lazy" /> : initialsOf(name, address)}
    </span>
  )
}
