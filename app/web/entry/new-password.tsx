import type { Ref } from 'react'
import { MIN_PASSWORD } from '../../../core/login/strength.ts'
import { useT } from '../../../web/i18n/index.ts'
import { PasswordField } from '../../../web/ui/index.ts'
import { strengthOf } from './strength.ts'
import { entryTexts } from './texts.ts'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Of whom it will be: it must not be made of them. */
  name: string
  address: string
  error?: string | null
  ref?: Ref<HTMLInputElement>
}

/** A password being chosen, and in words how good it is. */
export function NewPassword({ name, address, ...field }: Props) {
  const t = useT(entryTexts)
  const strength = strengthOf(field.value, name, address)
  const words =
    field.value === ''
      ? t('strength.help')
      : strength === 'short'
        ? t('strength.short', { count: MIN_PASSWORD })
        : t(`strength.${strength}`)
  return (
    <PasswordField
      {...field}
      name="new-password"
      autoComplete="new-password"
      help={<span role="status">{words}</span>}
    />
  )
}
