import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, Checkbox, Dialog, Form, TextField } from '../../../../web/ui/index.ts'
import { AddressField } from '../address-field.tsx'
import { useOwnDomains } from '../domains.ts'
import { adminTexts } from '../texts.ts'
import { useMaking } from '../use-making.ts'
import { groupTexts } from './texts.ts'

type Props = { onClose: () => void; onMade: (id: string) => void }

export function NewGroup({ onClose, onMade }: Props) {
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
    <Dialog open title={words('new.title')} onClose={onClose}>
      <Form
        label={words('new.title')}
        onSubmit={submit}
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
      </Form>
    </Dialog>
  )
}
