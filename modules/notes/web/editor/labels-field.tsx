import { type KeyboardEvent, useId, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Chip } from '../../../../web/ui/index.ts'
import { notesTexts } from '../texts.ts'
import { useLabels } from '../use-labels.ts'
import styles from './note.module.css'

type Props = {
  labels: readonly string[]
  readOnly: boolean
  onChange: (label: string, on: boolean) => void
}

/** Labels as chips; a new one by Enter or a comma, with those in use offered. */
export function LabelsField({ labels, readOnly, onChange }: Props) {
  const t = useT(notesTexts)
  const listId = useId()
  const inUse = useLabels()
  const [text, setText] = useState('')
  const add = (): void => {
    const label = text.trim()
    if (label !== '' && !labels.includes(label)) onChange(label, true)
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = labels.at(-1)
    if ((event.key === 'Enter' || event.key === ',') && text.trim() !== '') {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && text === '' && last !== undefined) onChange(last, false)
  }
  if (readOnly && labels.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws itself
    <div role="group" aria-label={t('note.labels')} className={styles.labels}>
      {labels.map(label => (
        <Chip
          key={label}
          {...(!readOnly && { onRemove: { name: label, run: () => onChange(label, false) } })}
        >
          {label}
        </Chip>
      ))}
      {!readOnly && (
        <>
          <input
            aria-label={t('note.label-add')}
            placeholder={t('note.label-add')}
            list={listId}
            maxLength={100}
            value={text}
            onChange={event => setText(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={add}
          />
          <datalist id={listId}>
            {inUse
              .filter(label => !labels.includes(label))
              .map(label => (
                <option key={label} value={label} />
              ))}
          </datalist>
        </>
      )}
    </div>
  )
}
