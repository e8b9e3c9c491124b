import { type ReactNode, useState } from 'react'
import { Refused } from '../../../lib/errors.ts'
import { type TextsOf, type Translate, useT } from '../../../web/i18n/index.ts'
import { Banner, Form, PasswordField } from '../../../web/ui/index.ts'
import { changePassword } from './door.ts'
import { lockWords } from './lock-words.ts'
import { NewPassword } from './new-password.tsx'
import { isTaken, strengthOf } from './strength.ts'
import { entryTexts } from './texts.ts'

type T = Translate<TextsOf<typeof entryTexts>>
type FieldName = 'current' | 'wanted' | 'repeat'
type Written = Readonly<Record<FieldName, string>>
type Faults = { readonly current?: string; readonly wanted?: boolean; readonly repeat?: string }

const blank: Written = { current: '', wanted: '', repeat: '' }

type Props = {
  label: string
  /** Whose password it is: it must not be made of them. */
  name: string
  address: string
  /** What it was, when it has just been typed; otherwise it is asked for. */
  current?: string | null
  help?: string
  /** Said above, while nothing new is being written. */
  done?: ReactNode
  actions: (busy: boolean) => ReactNode
  onDone: () => void
}

/** Another password in the place of one that is known. */
export function PasswordForm({ label, name, address, current = null, help, done, actions, onDone }: Props) {
  const t = useT(entryTexts)
  const [written, setWritten] = useState(blank)
  const [faults, setFaults] = useState<Faults>({})
  const [refusal, setRefusal] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const given = { ...written, current: current ?? written.current }
  const write = (field: FieldName) => (value: string) => setWritten({ ...written, [field]: value })

  const submit = async (): Promise<void> => {
    const found = faultsOf(given, isTaken(strengthOf(given.wanted, name, address)), t)
    setFaults(found)
    setRefusal(null)
    if (Object.keys(found).length > 0) return
    setBusy(true)
    try {
      await changePassword(given.current, given.wanted)
      setWritten(blank)
      onDone()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.code === 'forbidden' && current === null) setFaults({ current: t('change.wrong') })
      else setRefusal(refusalWords(error, t))
    }
    setBusy(false)
  }

  return (
    <Form label={label} onSubmit={() => void submit()} actions={actions(busy)}>
      {written === blank && done}
      {refusal && <Banner tone="error">{refusal}</Banner>}
      <input type="text" name="username" autoComplete="username" value={address} readOnly hidden />
      {current === null && (
        <PasswordField
          label={t('change.current')}
          name="current-password"
          value={written.current}
          onChange={write('current')}
          error={faults.current}
        />
      )}
      <NewPassword
        label={t('change.wanted')}
        value={written.wanted}
        onChange={write('wanted')}
        name={name}
        address={address}
        tried={faults.wanted ?? false}
      />
      <PasswordField
        label={t('change.repeat')}
        name="repeat-password"
        autoComplete="new-password"
        value={written.repeat}
        onChange={write('repeat')}
        help={help}
        error={faults.repeat}
      />
    </Form>
  )
}

const faultsOf = ({ current, wanted, repeat }: Written, isGood: boolean, t: T): Faults => ({
  ...(current === '' && { current: t('change.needed') }),
  ...(!isGood && { wanted: true }),
  ...(wanted !== repeat && { repeat: t('change.differs') }),
})

function refusalWords(error: Refused, t: T): string {
  if (error.code === 'unavailable') return t('change.offline')
  if (error.code === 'tooManyAttempts') return lockWords(error, t)
  if (error.code === 'invalidProperties') return t('change.same-or-weak')
  return t('change.refused', { detail: error.message })
}
