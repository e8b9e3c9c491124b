import { Tooltip } from '@mantine/core'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { Count } from '../mark/count.tsx'
import styles from './button.module.css'
import { type Icon, stroke } from './verb.ts'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: Icon
  /** Its name for everybody: the tooltip and the screen reader. */
  label: string
  count?: number
  size?: 'small' | 'normal'
  tone?: 'plain' | 'danger'
  ref?: Ref<HTMLButtonElement>
}

export function IconButton({
  icon: Glyph,
  label,
  count = 0,
  size = 'normal',
  tone = 'plain',
  className,
  ...rest
}: Props) {
  // What it has opened stands where its name would.
  const isOpen = String(rest['aria-expanded']) === 'true'
  return (
    <Tooltip
      label={label}
      disabled={isOpen}
      openDelay={400}
      withinPortal
      events={{ hover: true, focus: true, touch: false }}
    >
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={`${styles.button} ${styles.icon} ${className ?? ''}`}
        data-look="quiet"
        data-tone={tone}
        data-size={size}
      >
        <Glyph size={size === 'small' ? 17 : 20} stroke={stroke} aria-hidden="true" />
        {count > 0 && (
          <span className={styles.corner}>
            <Count value={count} />
          </span>
        )}
      </button>
    </Tooltip>
  )
}
