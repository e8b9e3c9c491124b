import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Checkbox, TextField } from '../../../../web/ui/index.ts'
import { AddressField } from '../address-field.tsx'
import { useOwnDomains } from '../domains.ts'
import { MakingDialog } from '../making-dialog.tsx'
import type { NewProps } from '../principal-section.tsx'
import { adminTexts } from '../texts.ts'
import { useMaking } from '../use-making.ts'
import { groupTexts } from './texts.ts'

export function NewGroup({ onClose, onMade }: NewProps) {
  const t = useT(adminTexts)
  const words = useT(groupTexts)
  const [first = ''] = useOwnDomains()
  const [wish, setWish] = useState({ name: '', local: '', domain: '', hasAccount: false })
  const write = (more: Partial<typeof wish>): void => setWish(now => ({ ...now, ...more }))
  const { busy, refusal, isTried, make } = useMaking('Principal', onMade, onClose)
  const name = wish.name.trim()
  const domain = wish.domain || first
  const submit = (): void => {
    const email = wish.local === '' ? null : `${wish.local}@${domain}`
    const { hasAccount } = wish
    void make(name !== '' && { type: 'group', name, email, hasAccount, members: {} })
  }
  return (
    <MakingDialog
      title={words('new.title')}
      busy={busy}
      refusal={refusal}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('field.name')}
        value={wish.name}
        onChange={name => write({ name })}
        error={isTried && name === '' ? t('field.name-needed') : null}
        data-autofocus
      />
      <AddressField value={{ ...wish, domain }} help={words('new.address-help')} onChange={write} />
      <Checkbox
        label={words('new.mailbox')}
        help={words('new.mailbox-help')}
        checked={wish.hasAccount}
        onChange={hasAccount => write({ hasAccount })}
      />
    </MakingDialog>
  )
}
