import { Select } from '../../../../web/ui/index.ts'
import { SavedLine } from './saved-line.tsx'
import { errorOf, type Saving } from './use-saving.ts'

type Props<Value extends string> = {
  saving: Saving
  field: string
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  help?: string
}

/** A choice that is saved as soon as it is made. */
export function SavedSelect<Value extends string>({
  saving,
  field,
  label,
  value,
  options,
  help,
}: Props<Value>) {
  return (
    <Select
      label={label}
      value={value}
      options={options}
      onChange={chosen => void saving.save(field, { [field]: chosen }, { [field]: value })}
      error={errorOf(saving, field)}
      help={<SavedLine saving={saving} field={field} help={help} />}
    />
  )
}
