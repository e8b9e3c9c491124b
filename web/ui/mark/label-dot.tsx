import styles from './chip.module.css'
import type { LabelColour } from './label-colours.ts'
import { labelStyle } from './label-style.ts'

/** The colour of a label or a calendar beside its written name. */
export function LabelDot({ colour }: { colour: LabelColour }) {
  return <span className={styles.dot} style={labelStyle(colour)} aria-hidden="true" />
}
