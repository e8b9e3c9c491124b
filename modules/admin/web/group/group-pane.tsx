import { IconTrash } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { BackButton, Pane, PaneBody, Toolbar } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import type { Principal } from '../principal.ts'
import { PrincipalHead } from '../principal-head.tsx'
import { AliasesField } from '../saving/aliases-field.tsx'
import { SavedText } from '../saving/saved-text.tsx'
import { useSaving } from '../saving/use-saving.ts'
import { adminTexts } from '../texts.ts'
import { useDeleting } from '../use-deleting.ts'
import { Members } from './members.tsx'
import { groupTexts } from './texts.ts'

export function GroupPane({ group, onBack }: { group: Principal; onBack: () => void }) {
  const t = useT(adminTexts)
  const words = useT(groupTexts)
  const saving = useSaving('Principal', group.id)
  const remove = useDeleting(group, onBack)
  const { email, aliases, members, hasAccount } = group
  const count = words('members', { count: Object.keys(members ?? {}).length })
  return (
    <Pane label={group.name}>
      <Toolbar
        label={words('toolbar')}
        start={<BackButton onBack={onBack} />}
        verbs={[{ id: 'delete', label: t('delete'), icon: IconTrash, onRun: () => void remove() }]}
      />
      <PaneBody>
        <PrincipalHead
          principal={group}
          words={[count, hasAccount && words('own-mail')].filter(Boolean).join(' · ')}
        />
        <div className={styles.form}>
          <SavedText
            saving={saving}
            field="name"
            label={t('field.name')}
            value={group.name}
            patch={name => ({ name })}
          />
          <SavedText
            saving={saving}
            field="email"
            label={t('field.address')}
            value={email}
            inverse={{ email, aliases }}
            help={t('field.address-help')}
          />
          <AliasesField saving={saving} aliases={aliases} domain={email?.split('@')[1] ?? ''} />
          <SavedText
            saving={saving}
            field="description"
            label={t('field.description')}
            value={group.description}
          />
          <Members group={group} saving={saving} />
        </div>
      </PaneBody>
    </Pane>
  )
}
