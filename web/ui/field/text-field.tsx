import type { InputHTMLAttributes, ReactNode, Ref } from 'react'
import { type Icon, stroke } from '../action/verb.ts'
import styles from './field.module.css'
import { Field, type FieldFace, splitFace } from './field.tsx'

type Native = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value' | 'required'>

export type TextFieldProps = FieldFace &
  Native & {
    value: string
    onChange: (value: string) => void
    icon?: Icon
    /** A button or a unit inside the box, at its end. */
    inside?: ReactNode
    ref?: Ref<HTMLInputElement>
  }

export function TextField(props: TextFieldProps) {
  const [face, { icon: Glyph, inside, onChange, ...native }] = splitFace(props)
  return (
    <Field face={face}>
      {ties => (
        <span className={styles.box}>
          {Glyph && <Glyph size={19} stroke={stroke} aria-hidden="true" />}
          <input
            type="text"
            {...native}
            {...ties}
            className={styles.input}
            onChange={event => onChange(event.target.value)}
          />
          {inside && <span className={styles.inside}>{inside}</span>}
        </span>
      )}
    </Field>
  )
}
