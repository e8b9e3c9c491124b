import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, Dialog, Form, Select, TextField } from '../../../../web/ui/index.ts'
import type { Domain } from '../domains.ts'
import { adminTexts } from '../texts.ts'
import { useAll } from '../use-all.ts'
import { useMaking } from '../use-making.ts'
import { domainTexts } from './texts.ts'

type Props = { onClose: () => void; onMade: (id: string) => void }

const LIKELY = /^[^\s@.]+(\.[^\s@.]+)+$/

export function NewDomain({ onClose, onMade }: Props) {
  const t = useT(adminTexts)
  const words = useT(domainTexts)
  const domains = useAll<Domain>('Domain') ?? []
  const [name, setName] = useState('')
  const [aliasOf, setAliasOf] = useState('')
  const { busy, refusal, isTried, make } = useMaking('Domain', onMade, onClose)
  const isWrong = !LIKELY.test(name.trim())
  return (
    <Dialog open title={words('new.title')} onClose={onClose}>
      <Form
        label={words('new.title')}
        onSubmit={() => void make(!isWrong && { name: name.trim(), aliasOf: aliasOf || null })}
        actions={
          <Button type="submit" look="primary" busy={busy}>
            {t('list.add')}
          </Button>
        }
      >
        {refusal && <Banner tone="error">{refusal}</Banner>}
        <TextField
          label={words('new.name')}
          value={name}
          onChange={setName}
          error={isTried && isWrong ? words('new.name-wrong') : null}
          help={words('new.name-help')}
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
        />
        <Select
          label={words('new.alias')}
          value={aliasOf}
          onChange={setAliasOf}
          options={[
            { value: '', label: words('new.own') },
            ...domains
              .filter(domain => domain.aliasOf === null)
              .map(domain => ({ value: domain.id, label: words('new.alias-of', { domain: domain.name }) })),
          ]}
        />
      </Form>
    </Dialog>
  )
}
