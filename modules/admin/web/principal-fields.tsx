import { useT } from '../../../web/i18n/index.ts'
import type { Principal } from './principal.ts'
import { AliasesField } from './saving/aliases-field.tsx'
import { SavedText } from './saving/saved-text.tsx'
import type { Saving } from './saving/use-saving.ts'
import { adminTexts } from './texts.ts'

type Props = { principal: Principal; saving: Saving; help?: string }

export function NameField({ principal: { name }, saving }: Props) {
  const t = useT(adminTexts)
  return (
    <SavedText
      saving={saving}
      field="name"
      label={t('field.name')}
      value={name}
      patch={text => ({ name: text })}
    />
  )
}

/** Where mail reaches it: the address that it writes with, and those that arrive there too. */
export function AddressFields({ principal: { email, aliases }, saving }: Props) {
  const t = useT(adminTexts)
  return (
    <>
      <SavedText
        saving={saving}
        field="email"
        label={t('field.address')}
        value={email}
        inverse={{ email, aliases }}
        help={t('field.address-help')}
      />
      <AliasesField saving={saving} aliases={aliases} domain={email?.split('@')[1] ?? ''} />
    </>
  )
}

export function DescriptionField({ principal: { description }, saving, help }: Props) {
  const t = useT(adminTexts)
  return (
    <SavedText
      saving={saving}
      field="description"
      label={t('field.description')}
      value={description}
      {...(help !== undefined && { help })}
    />
  )
}
