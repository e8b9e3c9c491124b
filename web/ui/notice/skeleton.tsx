import styles from './skeleton.module.css'

/** A bar where words will come. Draw it only after `useDelayed`. */
export function Skeleton({
  width = '100%',
  height = 12,
  radius = 6,
}: {
  width?: number | string
  height?: number
  radius?: number
}) {
  return <span className={styles.bar} style={{ width, height, borderRadius: radius }} aria-hidden="true" />
}

/** A few lines of text to come. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <span className={styles.text} aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} width={line === lines - 1 ? '62%' : '100%'} />
      ))}
    </span>
  )
}
