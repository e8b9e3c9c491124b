import { useState } from 'react'
import { Button, Chip, TextField } from '../../../../web/ui/index.ts'
import { SavedLine } from './saved-line.tsx'
import styles from './saving.module.css'
import { errorOf, type Saving } from './use-saving.ts'

type Props = {
  saving: Saving
  field: string
  values: readonly string[]
  label: string
  newLabel: string
  addLabel: string
  help: string
  /** What a text that was written stands for. */
  complete?: (text: string) => string
  /** Id of a list of what one may mean. */
  list?: string
}

/** Several texts: each saved as it is added or taken away. */
export function TextsField({ saving, field, values, label, newLabel, addLabel, help, ...how }: Props) {
  const { complete = (text: string) => text, list } = how
  const [text, setText] = useState('')
  const save = (wanted: readonly string[]) => saving.save(field, { [field]: wanted }, { [field]: values })
  const add = async (): Promise<void> => {
    const plain = text.trim()
    if (plain === '') return
    if (await save([...values, complete(plain)])) setText('')
  }
  return (
    <form
      className={styles.field}
      aria-label={label}
      onSubmit={event => {
        event.preventDefault()
        void add()
      }}
    >
      <b>{label}</b>
      {values.length > 0 && (
        <div className={styles.chips}>
          {values.map(value => (
            <Chip
              key={value}
              onRemove={{ name: value, run: () => void save(values.filter(other => other !== value)) }}
            >
              {value}
            </Chip>
          ))}
        </div>
      )}
      <div className={styles.line}>
        <TextField
          unlabelled
          label={newLabel}
          placeholder={newLabel}
          value={text}
          onChange={setText}
          autoCapitalize="none"
          spellCheck={false}
          {...(list && { list })}
        />
        <Button type="submit" disabled={text.trim() === ''}>
          {addLabel}
        </Button>
      </div>
      {errorOf(saving, field) && (
        <p className={styles.error} role="alert">
          {errorOf(saving, field)}
        </p>
      )}
      <p className={styles.under}>
        <SavedLine saving={saving} field={field} help={help} />
      </p>
    </form>
  )
}
