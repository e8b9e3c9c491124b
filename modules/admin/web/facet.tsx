import { IconFilter } from '@tabler/icons-react'
import { useT } from '../../../web/i18n/index.ts'
import { Button, Menu } from '../../../web/ui/index.ts'
import { adminTexts } from './texts.ts'

type Props = {
  label: string
  value: string | null
  options: readonly { value: string; label: string }[]
  onChange: (value: string | null) => void
}

/** One question to narrow a list by: « Service : tous », « Service : Voirie ». */
export function Facet({ label, value, options, onChange }: Props) {
  const t = useT(adminTexts)
  const chosen = options.find(option => option.value === value)?.label
  const everything = t('list.all', { facet: label })
  const verbs = [
    { id: '', label: everything, pressed: value === null, onRun: () => onChange(null) },
    ...options.map(option => ({
      id: option.value,
      label: option.label,
      pressed: option.value === value,
      onRun: () => onChange(option.value),
    })),
  ]
  return (
    <Menu groups={[{ verbs }]} position="bottom-start">
      <Button size="small" icon={chosen === undefined ? undefined : IconFilter}>
        {chosen ?? label}
      </Button>
    </Menu>
  )
}
