import { Skeleton } from '../notice/skeleton.tsx'
import styles from './row.module.css'

type Props = {
  index: number
  elementId: string
  shown: boolean
  current: boolean
  /** Pressed: it opens once it is here. */
  open: boolean
  label: string
  twoLines: boolean
}

/** Holds the place of a row that is not here yet; drawn once it has kept someone waiting. */
export function SkeletonRow({ index, elementId, shown, current, open, label, twoLines }: Props) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and points at its row
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      id={elementId}
      aria-rowindex={index + 1}
      className={styles.row}
      data-loading
      data-current={current || undefined}
      data-open={open || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="gridcell" className={styles.cell} aria-label={label}>
        {shown && (
          <>
            <span className={styles.mark}>
              <Skeleton width={38} height={38} radius={12} />
            </span>
            <span className={styles.words}>
              <span className={styles.first}>
                <Skeleton width={`${30 + ((index * 17) % 30)}%`} />
              </span>
              <span className={styles.second}>
                <Bar width={50 + ((index * 23) % 40)} />
              </span>
              {!twoLines && (
                <span className={styles.third}>
                  <Bar width={60 + ((index * 29) % 35)} height={10} />
                </span>
              )}
            </span>
          </>
        )}
      </div>
    </div>
  )
}

/** Within the words, which take all the room that the line leaves. */
function Bar({ width, height = 12 }: { width: number; height?: number }) {
  return (
    <span>
      <Skeleton width={`${width}%`} height={height} />
    </span>
  )
}
