import { IconExclamationCircle } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useT } from '../../i18n/index.ts'
import { stroke } from '../action/verb.ts'
import { uiTexts } from '../texts.ts'
import styles from './field.module.css'

export type FieldFace = {
  label: string
  help?: ReactNode
  /** What is wrong and how to mend it; said at once to a screen reader. */
  error?: string | null | undefined
  required?: boolean | undefined
  /** The label is read out but not drawn, where the place says it already. */
  unlabelled?: boolean | undefined
}

/** What ties the control to its label, help and error. */
export type Ties = {
  id: string
  required: boolean
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Label above, help under, error beside what is wrong. */
export function Field({ face, children }: { face: FieldFace; children: (ties: Ties) => ReactNode }) {
  const t = useT(uiTexts)
  const id = useId()
  const { label, help, error, required = false, unlabelled = false } = face
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={unlabelled ? 'unseen' : styles.label}>
        {label}
        {required && <span className={styles.required}> ({t('field.required')})</span>}
      </label>
      {children({
        id,
        required,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p className={styles.error} id={`${id}-error`} role="alert">
          <IconExclamationCircle size={16} stroke={stroke} aria-hidden="true" />
          {error}
        </p>
      )}
      {help && (
        <p className={styles.help} id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}

/** Gives back what `Field` draws and what goes on to the control itself. */
export function splitFace<Props extends FieldFace>(props: Props): [FieldFace, Omit<Props, keyof FieldFace>] {
  const { label, help, error, required, unlabelled, ...rest } = props
  return [{ label, help, error, required, unlabelled }, rest]
}
