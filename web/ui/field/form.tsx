import type { FormEvent, ReactNode } from 'react'
import styles from './form.module.css'

type Props = {
  onSubmit: () => void
  children: ReactNode
  /** The buttons, the one that submits first. */
  actions?: ReactNode
  label?: string
}

/** One column, one thing after the other. */
export function Form({ onSubmit, children, actions, label }: Props) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    onSubmit()
  }
  return (
    <form className={styles.form} onSubmit={submit} aria-label={label} noValidate>
      {children}
      {actions && <div className={styles.actions}>{actions}</div>}
    </form>
  )
}
