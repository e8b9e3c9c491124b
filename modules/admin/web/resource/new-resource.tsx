import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Select, TextField } from '../../../../web/ui/index.ts'
import { AddressField } from '../address-field.tsx'
import { useOwnDomains } from '../domains.ts'
import { MakingDialog } from '../making-dialog.tsx'
import type { NewProps } from '../principal-section.tsx'
import { adminTexts } from '../texts.ts'
import { useMaking } from '../use-making.ts'
import { resourceTexts } from './texts.ts'

type Kind = 'resource' | 'location'

export function NewResource({ onClose, onMade }: NewProps) {
  const t = useT(adminTexts)
  const words = useT(resourceTexts)
  const [first = ''] = useOwnDomains()
  const [wish, setWish] = useState({
    type: 'resource' as Kind,
    name: '',
    local: '',
    domain: '',
    description: '',
  })
  const write = (more: Partial<typeof wish>): void => setWish(now => ({ ...now, ...more }))
  const { busy, refusal, isTried, make } = useMaking('Principal', onMade, onClose)
  const name = wish.name.trim()
  const domain = wish.domain || first
  const submit = (): void => {
    const { type, local } = wish
    const description = wish.description.trim() || null
    const isBooked = type === 'resource'
    const email = isBooked && local !== '' ? `${local}@${domain}` : null
    void make(name !== '' && { type, name, description, email, hasAccount: email !== null })
  }
  return (
    <MakingDialog
      title={words('new.title')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={words('kind')}
        value={wish.type}
        onChange={type => write({ type })}
        options={[
          { value: 'resource', label: words('kind.resource') },
          { value: 'location', label: words('kind.location') },
        ]}
        help={words('kind.help')}
      />
      <TextField
        label={t('field.name')}
        value={wish.name}
        onChange={name => write({ name })}
        error={isTried && name === '' ? t('field.name-needed') : null}
        data-autofocus
      />
      <TextField
        label={t('field.description')}
        value={wish.description}
        onChange={description => write({ description })}
        help={words('description')}
      />
      {wish.type === 'resource' && (
        <AddressField value={{ ...wish, domain }} help={words('new.address-help')} onChange={write} />
      )}
    </MakingDialog>
  )
}
