import type { Ref } from 'react'
import { MIN_PASSWORD } from '../../../core/login/strength.ts'
import { useT } from '../../../web/i18n/index.ts'
import { PasswordField } from '../../../web/ui/index.ts'
import { isTaken, strengthOf } from './strength.ts'
import { entryTexts } from './texts.ts'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Of whom it will be: it must not be made of them. */
  name: string
  address: string
  /** It was tried and not taken: what it lacks is an error until it has it. */
  tried: boolean
  ref?: Ref<HTMLInputElement>
}

/** A password being chosen, and in words how good it is. */
export function NewPassword({ name, address, tried, ...field }: Props) {
  const t = useT(entryTexts)
  const strength = strengthOf(field.value, name, address)
  const words =
    strength === 'short' ? t('strength.short', { count: MIN_PASSWORD }) : t(`strength.${strength}`)
  const isWrong = tried && !isTaken(strength)
  const help = field.value === '' || isWrong ? t('strength.help') : words
  return (
    <PasswordField
      {...field}
      name="new-password"
      autoComplete="new-password"
      error={isWrong ? words : null}
      help={<span role="status">{help}</span>}
    />
  )
}
