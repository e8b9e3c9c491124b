/** The mark: the two gables and the arch of a bastide's market hall, in brick. */
export function Logo({ size = 34 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 34 34" fill="var(--brick-500)" aria-hidden="true">
      <path d="M4 28.5V12.4L10.8 6 17 11l6.2-5L30 12.4v16.1h-8v-6.4a5 5 0 0 0-10 0v6.4Z" />
    </svg>
  )
}
