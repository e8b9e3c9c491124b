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
import { resourceTexts } from './texts.ts'

export function ResourcePane({ resource, onBack }: { resource: Principal; onBack: () => void }) {
  const t = useT(adminTexts)
  const words = useT(resourceTexts)
  const saving = useSaving('Principal', resource.id)
  const remove = useDeleting(resource, onBack)
  const { type, email, aliases } = resource
  return (
    <Pane label={resource.name}>
      <Toolbar
        label={words('toolbar')}
        start={<BackButton onBack={onBack} />}
        verbs={[{ id: 'delete', label: t('delete'), icon: IconTrash, onRun: () => void remove() }]}
      />
      <PaneBody>
        <PrincipalHead
          principal={resource}
          words={words(type === 'location' ? 'kind.location' : 'kind.resource')}
        />
        <div className={styles.form}>
          <SavedText
            saving={saving}
            field="name"
            label={t('field.name')}
            value={resource.name}
            patch={name => ({ name })}
          />
          <SavedText
            saving={saving}
            field="description"
            label={t('field.description')}
            value={resource.description}
            help={words('description')}
          />
          {type === 'resource' && (
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
          )}
        </div>
      </PaneBody>
    </Pane>
  )
}
