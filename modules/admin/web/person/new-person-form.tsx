import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import {
  Banner,
  Button,
  Checkbox,
  Form,
  PasswordField,
  Segmented,
  Select,
  TextField,
} from '../../../../web/ui/index.ts'
import { AddressField } from '../address-field.tsx'
import styles from '../admin.module.css'
import { adminTexts } from '../texts.ts'
import type { MadePerson } from './new-person.tsx'
import { useServices } from './people-facets.tsx'
import { personTexts } from './texts.ts'
import { useNewPerson } from './use-new-person.ts'

const SERVICES = 'admin-new-services'

export function NewPersonForm({ onMade }: { onMade: (person: MadePerson) => void }) {
  const t = useT(adminTexts)
  const words = useT(personTexts)
  const services = useServices()
  const { wish, write, faults, refusal, busy, submit } = useNewPerson(onMade)
  const [isTyped, setTyped] = useState(false)
  const choose = (how: 'made' | 'typed'): void => {
    setTyped(how === 'typed')
    write({ password: how === 'typed' ? '' : null })
  }
  return (
    <Form
      label={words('new.title')}
      onSubmit={() => void submit()}
      actions={
        <Button type="submit" look="primary" busy={busy}>
          {t('list.add')}
        </Button>
      }
    >
      {refusal && <Banner tone="error">{refusal}</Banner>}
      <TextField
        label={t('field.name')}
        value={wish.name}
        onChange={name => write({ name })}
        error={faults.name}
        autoComplete="off"
        data-autofocus
      />
      <AddressField value={wish} error={faults.local} onChange={write} />
      <div className={styles.pair}>
        <TextField label={t('field.title')} value={wish.title} onChange={title => write({ title })} />
        <TextField
          label={t('field.service')}
          value={wish.service}
          onChange={service => write({ service })}
          list={SERVICES}
        />
        <datalist id={SERVICES}>
          {services.map(service => (
            <option key={service} value={service} />
          ))}
        </datalist>
        <Select
          label={t('field.language')}
          value={wish.language}
          onChange={language => write({ language })}
          options={[
            { value: 'fr', label: t('language.fr') },
            { value: 'en', label: t('language.en') },
          ]}
        />
        <TextField
          label={words('new.quota')}
          inputMode="decimal"
          placeholder={t('unlimited')}
          inside={<span className={styles.unit}>{t('gigabytes')}</span>}
          value={wish.quota}
          onChange={quota => write({ quota })}
          error={faults.quota}
        />
      </div>
      <div className={styles.row}>
        <b className={styles.heading}>{words('new.password')}</b>
        <Segmented
          label={words('new.password')}
          value={isTyped ? 'typed' : 'made'}
          options={[
            { value: 'made', label: words('new.made') },
            { value: 'typed', label: words('new.typed') },
          ]}
          onChange={choose}
        />
        {!isTyped && <p className={styles.quiet}>{words('new.made-help')}</p>}
      </div>
      {isTyped && (
        <PasswordField
          label={words('new.wanted')}
          autoComplete="new-password"
          value={wish.password ?? ''}
          onChange={password => write({ password })}
          error={faults.password}
        />
      )}
      <Checkbox
        label={words('password.temporary')}
        help={words('password.temporary-help')}
        checked={wish.temporary}
        onChange={temporary => write({ temporary })}
      />
    </Form>
  )
}
