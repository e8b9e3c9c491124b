import type { Ref, TextareaHTMLAttributes } from 'react'
import styles from './field.module.css'
import { Field, type FieldFace, splitFace } from './field.tsx'

type Native = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange' | 'value' | 'required'>

type Props = FieldFace &
  Native & { value: string; onChange: (value: string) => void; ref?: Ref<HTMLTextAreaElement> }

export function TextArea(props: Props) {
  const [face, { onChange, ...native }] = splitFace(props)
  return (
    <Field face={face}>
      {ties => (
        <span className={styles.box}>
          <textarea
            rows={4}
            {...native}
            {...ties}
            className={`${styles.input} ${styles.area}`}
            onChange={event => onChange(event.target.value)}
          />
        </span>
      )}
    </Field>
  )
}
