import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { BackButton, Pane, PaneBody, Switch, Toolbar } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { DetailTitle } from '../detail-title.tsx'
import type { Principal } from '../principal.ts'
import { SavedLine } from '../saving/saved-line.tsx'
import { SavedSelect } from '../saving/saved-select.tsx'
import { SavedText } from '../saving/saved-text.tsx'
import { type Saving, useSaving } from '../saving/use-saving.ts'
import { adminTexts } from '../texts.ts'
import { AUDIENCES, SIGNATURE, type Signature } from './signature.ts'
import { SignaturePreview } from './signature-preview.tsx'
import { SignatureTargets } from './signature-targets.tsx'
import { SignatureText } from './signature-text.tsx'
import { mailRuleTexts } from './texts.ts'

type Props = {
  signature: Signature
  groups: readonly Principal[]
  isFirst: boolean
  isLast: boolean
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  onBack: () => void
}

/** One signature of the organisation: what it says, who has it, when. */
export function SignaturePane({ signature, groups, isFirst, isLast, onMove, onRemove, onBack }: Props) {
  const t = useT(mailRuleTexts)
  const words = useT(adminTexts)
  const saving = useSaving(SIGNATURE, signature.id)
  const [draft, setDraft] = useState<string | null>(null)
  return (
    <Pane label={signature.name}>
      <Toolbar
        label={t('signature.toolbar')}
        start={<BackButton onBack={onBack} />}
        verbs={[
          {
            id: 'up',
            label: t('signature.up'),
            icon: IconArrowUp,
            disabled: isFirst,
            onRun: () => onMove(-1),
          },
          {
            id: 'down',
            label: t('signature.down'),
            icon: IconArrowDown,
            disabled: isLast,
            onRun: () => onMove(1),
          },
          { id: 'delete', label: words('delete'), icon: IconTrash, onRun: onRemove },
        ]}
      />
      <PaneBody>
        <div className={styles.section}>
          <DetailTitle>{signature.name}</DetailTitle>
          <SavedSwitch saving={saving} signature={signature} field="isEnabled" />
          <SavedText saving={saving} field="name" label={words('field.name')} value={signature.name} />
          <SignatureText signature={signature} saving={saving} draft={draft} onDraft={setDraft} />
          <SignaturePreview html={draft ?? signature.html} />
          <SavedSelect
            saving={lettingGo(saving, signature)}
            field="audience"
            label={t('audience')}
            value={signature.audience}
            options={AUDIENCES.map(value => ({ value, label: t(`audience.${value}`) }))}
            help={t('audience.help')}
          />
          <SignatureTargets signature={signature} groups={groups} saving={saving} />
          <SavedSwitch saving={saving} signature={signature} field="onlyOutside" />
          <SavedSwitch saving={saving} signature={signature} field="onlyFirst" />
        </div>
      </PaneBody>
    </Pane>
  )
}

/** Services are no groups: with another audience, those who were chosen before are let go. */
const lettingGo = (saving: Saving, { targets }: Signature): Saving => ({
  ...saving,
  save: (field, patch, inverse) => saving.save(field, { ...patch, targets: [] }, { ...inverse, targets }),
})

type Flag = 'isEnabled' | 'onlyOutside' | 'onlyFirst'

function SavedSwitch({ saving, signature, field }: { saving: Saving; signature: Signature; field: Flag }) {
  const t = useT(mailRuleTexts)
  const isOn = signature[field]
  return (
    <div>
      <Switch
        label={t(`flag.${field}`)}
        help={t(`flag.${field}-help`)}
        checked={isOn}
        onChange={on => void saving.save(field, { [field]: on }, { [field]: isOn })}
      />
      <SavedLine saving={saving} field={field} />
    </div>
  )
}
