import { useT } from '../../../../web/i18n/index.ts'
import { adminTexts } from '../texts.ts'
import { TextsField } from './texts-field.tsx'
import type { Saving } from './use-saving.ts'

type Props = { saving: Saving; aliases: readonly string[]; domain: string }

/** Further addresses. */
export function AliasesField({ saving, aliases, domain }: Props) {
  const t = useT(adminTexts)
  return (
    <TextsField
      saving={saving}
      field="aliases"
      values={aliases}
      label={t('field.aliases')}
      newLabel={t('field.alias-new')}
      addLabel={t('field.alias-add')}
      help={t('field.aliases-help')}
      complete={alias => (alias.includes('@') ? alias : `${alias}@${domain}`)}
    />
  )
}
