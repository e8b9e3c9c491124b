import styles from './progress.module.css'

/** `value` from 0 to 1; null while nobody knows how long. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  return (
    <div
      className={styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.round(value * 100)}
      data-unknown={value === null || undefined}
    >
      <div className={styles.done} style={{ width: `${(value ?? 0.3) * 100}%` }} />
    </div>
  )
}
