import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog } from '../../../../web/ui/index.ts'
import type { NewProps } from '../principal-section.tsx'
import { NewPersonForm } from './new-person-form.tsx'
import { Secret } from './secret.tsx'
import { personTexts } from './texts.ts'

export interface MadePerson {
  readonly id: string
  readonly name: string
  readonly address: string
  /** Null when the administrator typed it. */
  readonly password: string | null
  readonly temporary: boolean
}

/** Asks who it is, makes the account, and shows the password once. */
export function NewPerson({ onClose, onMade }: NewProps) {
  const t = useT(personTexts)
  const [made, setMade] = useState<MadePerson | null>(null)
  const settle = (person: MadePerson): void => {
    onMade(person.id)
    if (person.password === null) onClose()
    else setMade(person)
  }
  if (made === null)
    return (
      <Dialog open title={t('new.title')} onClose={onClose} size={560}>
        <NewPersonForm onMade={settle} />
      </Dialog>
    )
  return (
    <Dialog
      open
      title={t('password.made', { name: made.name })}
      onClose={onClose}
      actions={
        <Button look="primary" onClick={onClose}>
          {t('password.done')}
        </Button>
      }
    >
      <Secret address={made.address} password={made.password ?? ''} temporary={made.temporary} />
    </Dialog>
  )
}
