import type { CSSProperties } from 'react'
import type { LabelColour } from './label-colours.ts'

/** Gives `--label` to what is drawn inside. */
export function labelStyle(colour: LabelColour): CSSProperties {
  return { '--label': `var(--label-${colour})` } as CSSProperties
}
