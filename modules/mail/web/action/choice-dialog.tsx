import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { fold } from '../../../../lib/filter.ts'
import { Dialog, TextField } from '../../../../web/ui/index.ts'
import styles from './choice-dialog.module.css'

export interface Choice {
  readonly id: string
  readonly name: string
  /** Where it lies. */
  readonly detail?: string | undefined
  readonly mark: ReactNode
  /** Ticked or not, where several may be chosen. */
  readonly on?: boolean | undefined
  readonly run: () => void
}

type Props = {
  title: string
  field: string
  none: string
  choices: readonly Choice[]
  /** What a name that nothing has offers, if anything. */
  create?: (name: string) => Choice | null
  onClose: () => void
  actions?: ReactNode
}

/** One of many, found by typing a few letters of its name: a folder, a label. */
export function ChoiceDialog({ title, field, none, choices, create, onClose, actions }: Props) {
  const id = useId()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const wanted = fold(text.trim())
  const found = choices.filter(({ name, detail }) => fold(`${detail ?? ''} ${name}`).includes(wanted))
  const isNew = wanted !== '' && !choices.some(({ name }) => fold(name) === wanted)
  const made = isNew ? create?.(text.trim()) : null
  const shown = made ? [...found, made] : found
  const current = Math.min(at, shown.length - 1)

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (step === undefined) shown[current]?.run()
    else setAt(Math.max(0, Math.min(shown.length - 1, current + step)))
  }

  return (
    <Dialog open title={title} onClose={onClose} actions={actions}>
      <TextField
        label={field}
        value={text}
        onChange={text => {
          setText(text)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={shown[current] ? `${id}-${current}` : undefined}
        autoComplete="off"
        data-autofocus
      />
      <div role="listbox" id={id} aria-label={title} className={styles.choices}>
        {shown.map((choice, index) => (
          <button
            key={choice.id}
            type="button"
            role="option"
            id={`${id}-${index}`}
            tabIndex={-1}
            aria-selected={choice.on ?? index === current}
            data-current={index === current || undefined}
            className={styles.choice}
            onMouseMove={() => setAt(index)}
            onClick={choice.run}
          >
            {choice.mark}
            <span className={styles.name}>{choice.name}</span>
            {choice.detail && <small>{choice.detail}</small>}
          </button>
        ))}
      </div>
      {shown.length === 0 && <p className={styles.none}>{none}</p>}
    </Dialog>
  )
}
