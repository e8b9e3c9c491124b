import { useT } from '../../../../web/i18n/index.ts'
import { DeletablePane } from '../deletable-pane.tsx'
import type { Principal } from '../principal.ts'
import { AddressFields, DescriptionField, NameField } from '../principal-fields.tsx'
import { useSaving } from '../saving/use-saving.ts'
import { resourceTexts } from './texts.ts'

export function ResourcePane({ resource, onBack }: { resource: Principal; onBack: () => void }) {
  const t = useT(resourceTexts)
  const saving = useSaving('Principal', resource.id)
  const fields = { principal: resource, saving }
  const isPlace = resource.type === 'location'
  return (
    <DeletablePane
      principal={resource}
      toolbar={t('toolbar')}
      words={t(isPlace ? 'kind.location' : 'kind.resource')}
      onBack={onBack}
    >
      <NameField {...fields} />
      <DescriptionField {...fields} help={t('description')} />
      {!isPlace && <AddressFields {...fields} />}
    </DeletablePane>
  )
}
