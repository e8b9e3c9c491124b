import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, Checkbox, Dialog } from '../../../../web/ui/index.ts'
import type { Principal } from '../principal.ts'
import { run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { Secret } from './secret.tsx'
import { personTexts } from './texts.ts'

/** Gives somebody a temporary password, and shows it once. */
export function NewPassword({ person, onClose }: { person: Principal; onClose: () => void }) {
  const t = useT(personTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const [temporary, setTemporary] = useState(true)
  const [made, setMade] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string | null>(null)
  const { id, name } = person
  const make = async (): Promise<void> => {
    setBusy(true)
    try {
      const { password } = await run(client, 'Principal/setPassword', { id, temporary })
      setMade(String(password))
    } catch (fault) {
      setError(refusalWords(fault, words))
    }
    setBusy(false)
  }
  const actions =
    made !== null ? (
      <Button look="primary" onClick={onClose}>
        {t('password.done')}
      </Button>
    ) : (
      <>
        <Button onClick={onClose}>{words('cancel')}</Button>
        <Button look="primary" busy={busy} onClick={() => void make()}>
          {t('password.run')}
        </Button>
      </>
    )
  return (
    <Dialog
      open
      title={t(made === null ? 'password.title' : 'password.made', { name })}
      onClose={onClose}
      actions={actions}
    >
      {error && <Banner tone="error">{error}</Banner>}
      {made === null ? (
        <>
          <p>{t('password.ask', { name })}</p>
          <Checkbox
            label={t('password.temporary')}
            help={t('password.temporary-help')}
            checked={temporary}
            onChange={setTemporary}
          />
        </>
      ) : (
        <Secret address={person.email ?? ''} password={made} temporary={temporary} />
      )}
    </Dialog>
  )
}
