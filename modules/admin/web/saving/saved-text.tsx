import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { type Icon, TextField } from '../../../../web/ui/index.ts'
import { SavedLine } from './saved-line.tsx'
import { errorOf, type Saving } from './use-saving.ts'

type Props = {
  saving: Saving
  /** Name of the property. */
  field: string
  label: string
  value: string | null
  /** What the words become: null empties a property that may be empty. */
  patch?: (text: string) => Record<string, unknown>
  inverse?: Record<string, unknown>
  help?: string
  icon?: Icon
  list?: string
}

/** A text that is saved when it is left; Escape gives it back as it was. What was refused stays to be mended. */
export function SavedText({ saving, field, label, value, help, icon, list, ...how }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const isSaved = useRef(false)
  const before = value ?? ''
  const patch = how.patch ?? (text => ({ [field]: text === '' ? null : text }))

  const save = async (): Promise<void> => {
    const text = draft?.trim()
    if (text === undefined) return
    if (text === before) return setDraft(null)
    if (await saving.save(field, patch(text), how.inverse ?? { [field]: value })) isSaved.current = true
  }
  // What was saved stands until the record says the same.
  useEffect(() => {
    if (isSaved.current) setDraft(null)
    isSaved.current = false
  }, [value])
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') void save()
    if (event.key === 'Escape') setDraft(null)
  }
  return (
    <TextField
      label={label}
      value={draft ?? before}
      onChange={setDraft}
      onBlur={() => void save()}
      onKeyDown={onKeyDown}
      error={draft === null ? null : errorOf(saving, field)}
      help={<SavedLine saving={saving} field={field} help={help} />}
      {...(icon && { icon })}
      {...(list && { list })}
    />
  )
}
