import { useId } from 'react'
import styles from './switch.module.css'

type Props = {
  label: string
  help?: string
  checked: boolean
  disabled?: boolean
  /** The label is read out but not drawn, where the place says it already. */
  unlabelled?: boolean
  onChange: (checked: boolean) => void
}

/** On or off, at once; a choice that waits for a « Save » is a Checkbox. */
export function Switch({ label, help, checked, disabled, unlabelled, onChange }: Props) {
  const id = useId()
  return (
    <label className={styles.line}>
      <span className={unlabelled ? 'unseen' : styles.words}>
        <span>{label}</span>
        {help && <small id={id}>{help}</small>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        className={styles.switch}
        checked={checked}
        disabled={disabled}
        aria-describedby={help ? id : undefined}
        onChange={event => onChange(event.target.checked)}
      />
    </label>
  )
}

export function Checkbox({ label, help, checked, disabled, onChange }: Omit<Props, 'unlabelled'>) {
  const id = useId()
  return (
    <label className={styles.line} data-box>
      <input
        type="checkbox"
        className={styles.box}
        checked={checked}
        disabled={disabled}
        aria-describedby={help ? id : undefined}
        onChange={event => onChange(event.target.checked)}
      />
      <span className={styles.words}>
        <span>{label}</span>
        {help && <small id={id}>{help}</small>}
      </span>
    </label>
  )
}
