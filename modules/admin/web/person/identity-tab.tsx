import { IconDatabase } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Card } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import type { Principal } from '../principal.ts'
import { AddressFields, NameField } from '../principal-fields.tsx'
import { SavedSelect } from '../saving/saved-select.tsx'
import { SavedText } from '../saving/saved-text.tsx'
import { useSaving } from '../saving/use-saving.ts'
import { adminTexts } from '../texts.ts'
import { useServices } from './people-facets.tsx'
import { personTexts } from './texts.ts'
import { UsedSpace } from './used-space.tsx'

const SERVICES = 'admin-services'

export function IdentityTab({ person, onQuota }: { person: Principal; onQuota: () => void }) {
  const t = useT(adminTexts)
  const words = useT(personTexts)
  const saving = useSaving('Principal', person.id)
  const services = useServices()
  const { language } = person
  return (
    <>
      <div className={styles.form}>
        <NameField principal={person} saving={saving} />
        <AddressFields principal={person} saving={saving} />
        <SavedText saving={saving} field="title" label={t('field.title')} value={person.title} />
        <SavedText
          saving={saving}
          field="service"
          label={t('field.service')}
          value={person.service}
          list={SERVICES}
        />
        <datalist id={SERVICES}>
          {services.map(service => (
            <option key={service} value={service} />
          ))}
        </datalist>
        <SavedSelect
          saving={saving}
          field="language"
          label={t('field.language')}
          value={language === 'en' ? 'en' : 'fr'}
          options={[
            { value: 'fr', label: t('language.fr') },
            { value: 'en', label: t('language.en') },
          ]}
        />
      </div>
      <div className={styles.card}>
        <Card
          icon={IconDatabase}
          title={words('quota.space')}
          actions={<Button onClick={onQuota}>{words('quota.change')}</Button>}
        >
          <UsedSpace person={person} />
        </Card>
      </div>
    </>
  )
}
