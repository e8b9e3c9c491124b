import { IconChevronDown } from '@tabler/icons-react'
import type { SelectHTMLAttributes } from 'react'
import { type Icon, stroke } from '../action/verb.ts'
import styles from './field.module.css'
import { Field, type FieldFace, splitFace } from './field.tsx'

type Native = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value' | 'required' | 'multiple'>

type Props<Value extends string> = FieldFace &
  Native & {
    value: Value
    options: readonly { value: Value; label: string; disabled?: boolean }[]
    onChange: (value: Value) => void
    icon?: Icon
  }

/** The system's own list: the one that every phone and screen reader knows best. */
export function Select<Value extends string>(props: Props<Value>) {
  const [face, { icon: Glyph, options, onChange, ...native }] = splitFace(props)
  return (
    <Field face={face}>
      {ties => (
        <span className={styles.box}>
          {Glyph && <Glyph size={19} stroke={stroke} aria-hidden="true" />}
          <select
            {...native}
            {...ties}
            className={`${styles.input} ${styles.select}`}
            onChange={event => onChange(event.target.value as Value)}
          >
            {options.map(option => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <IconChevronDown size={17} stroke={stroke} aria-hidden="true" />
        </span>
      )}
    </Field>
  )
}
