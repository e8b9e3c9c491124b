import styles from './count.module.css'

/** A number in brick on something that waits for its reader. */
export function Count({ value }: { value: number }) {
  if (value === 0) return null
  return (
    <span className={styles.count} aria-hidden="true">
      {value > 99 ? '99+' : value}
    </span>
  )
}
