import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Select, TextField } from '../../../../web/ui/index.ts'
import type { Domain } from '../domains.ts'
import { MakingDialog } from '../making-dialog.tsx'
import type { NewProps } from '../principal-section.tsx'
import { useAll } from '../use-all.ts'
import { useMaking } from '../use-making.ts'
import { domainTexts } from './texts.ts'

const LIKELY = /^[^\s@.]+(\.[^\s@.]+)+$/

export function NewDomain({ onClose, onMade }: NewProps) {
  const words = useT(domainTexts)
  const domains = useAll<Domain>('Domain') ?? []
  const [name, setName] = useState('')
  const [aliasOf, setAliasOf] = useState('')
  const { busy, refusal, isTried, make } = useMaking('Domain', onMade, onClose)
  const isWrong = !LIKELY.test(name.trim())
  return (
    <MakingDialog
      title={words('new.title')}
      busy={busy}
      refusal={refusal}
      onSubmit={() => void make(!isWrong && { name: name.trim(), aliasOf: aliasOf || null })}
      onClose={onClose}
    >
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
    </MakingDialog>
  )
}
