import { useT } from '../../../../web/i18n/index.ts'
import { DeletablePane } from '../deletable-pane.tsx'
import type { Principal } from '../principal.ts'
import { AddressFields, DescriptionField, NameField } from '../principal-fields.tsx'
import { useSaving } from '../saving/use-saving.ts'
import { Members } from './members.tsx'
import { groupTexts } from './texts.ts'

export function GroupPane({ group, onBack }: { group: Principal; onBack: () => void }) {
  const t = useT(groupTexts)
  const saving = useSaving('Principal', group.id)
  const count = t('members', { count: Object.keys(group.members ?? {}).length })
  const fields = { principal: group, saving }
  return (
    <DeletablePane
      principal={group}
      toolbar={t('toolbar')}
      words={[count, group.hasAccount && t('own-mail')].filter(Boolean).join(' · ')}
      onBack={onBack}
    >
      <NameField {...fields} />
      <AddressFields {...fields} />
      <DescriptionField {...fields} />
      <Members group={group} saving={saving} />
    </DeletablePane>
  )
}
