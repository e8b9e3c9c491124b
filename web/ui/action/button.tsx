import type { ButtonHTMLAttributes, Ref } from 'react'
import styles from './button.module.css'
import { type Icon, stroke } from './verb.ts'

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `primary` once in a view; `secondary` beside it; `quiet` in toolbars; `link` inside a text. */
  look?: 'primary' | 'secondary' | 'quiet' | 'link'
  tone?: 'plain' | 'danger'
  icon?: Icon | undefined
  size?: 'small' | 'normal' | 'large'
  busy?: boolean
  ref?: Ref<HTMLButtonElement>
}

export function Button({
  look = 'secondary',
  tone = 'plain',
  icon: Glyph,
  size = 'normal',
  busy = false,
  className,
  children,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={`${styles.button} ${className ?? ''}`}
      data-look={look}
      data-tone={tone}
      data-size={size}
      aria-busy={busy || undefined}
      disabled={rest.disabled || busy}
    >
      {Glyph && <Glyph size={19} stroke={stroke} aria-hidden="true" />}
      {children}
    </button>
  )
}
