import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import styles from './chip.module.css'
import type { LabelColour } from './label-colours.ts'
import { labelStyle } from './label-style.ts'

type Props = {
  children: ReactNode
  colour?: LabelColour
  /** Shows a cross that takes the chip away; `name` tells it to a screen reader. */
  onRemove?: { name: string; run: () => void }
}

export function Chip({ children, colour = 'stone', onRemove }: Props) {
  const t = useT(uiTexts)
  return (
    <span className={styles.chip} style={labelStyle(colour)}>
      {children}
      {onRemove && (
        <button type="button" onClick={onRemove.run} aria-label={t('action.remove', { name: onRemove.name })}>
          <IconX size={12} stroke={2.25} />
        </button>
      )}
    </span>
  )
}
