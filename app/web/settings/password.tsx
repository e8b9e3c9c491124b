import { useState } from 'react'
import { Refused } from '../../../lib/errors.ts'
import { useWho } from '../../../web/face.ts'
import { type TextsOf, type Translate, useT } from '../../../web/i18n/index.ts'
import { Banner, Button, Form, PasswordField } from '../../../web/ui/index.ts'
import { changePassword } from '../entry/door.ts'
import { NewPassword } from '../entry/new-password.tsx'
import { isTaken, strengthOf } from '../entry/strength.ts'
import { settingsTexts } from './texts.ts'

type T = Translate<TextsOf<typeof settingsTexts>>
type FieldName = 'current' | 'wanted' | 'repeat'
type Written = Readonly<Record<FieldName, string>>
type Faults = { readonly current?: string; readonly wanted?: boolean; readonly repeat?: string }

const blank: Written = { current: '', wanted: '', repeat: '' }

export function PasswordPage() {
  const t = useT(settingsTexts)
  const { name, address } = useWho()
  const [written, setWritten] = useState(blank)
  const [faults, setFaults] = useState<Faults>({})
  const [refusal, setRefusal] = useState<string | null>(null)
  const [state, setState] = useState<'writing' | 'busy' | 'done'>('writing')
  const { current, wanted, repeat } = written
  const write = (field: FieldName) => (value: string) => {
    setState('writing')
    setWritten({ ...written, [field]: value })
  }

  const submit = async (): Promise<void> => {
    const found = faultsOf(written, isTaken(strengthOf(wanted, name, address)), t)
    setFaults(found)
    setRefusal(null)
    if (Object.keys(found).length > 0) return
    setState('busy')
    try {
      await changePassword(current, wanted)
      setWritten(blank)
      setState('done')
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setState('writing')
      if (error.code === 'forbidden') setFaults({ current: t('password.wrong') })
      else if (error.code === 'unavailable') setRefusal(t('password.offline'))
      else setRefusal(t('password.refused', { detail: error.message }))
    }
  }

  return (
    <Form
      label={t('password')}
      onSubmit={() => void submit()}
      actions={
        <Button type="submit" look="primary" busy={state === 'busy'}>
          {t('password.run')}
        </Button>
      }
    >
      {state === 'done' && <Banner tone="ok">{t('password.done')}</Banner>}
      {refusal && <Banner tone="error">{refusal}</Banner>}
      <PasswordField
        label={t('password.current')}
        name="current-password"
        value={current}
        onChange={write('current')}
        error={faults.current}
      />
      <NewPassword
        label={t('password.wanted')}
        value={wanted}
        onChange={write('wanted')}
        name={name}
        address={address}
        tried={faults.wanted ?? false}
      />
      <PasswordField
        label={t('password.repeat')}
        name="repeat-password"
        autoComplete="new-password"
        value={repeat}
        onChange={write('repeat')}
        help={t('password.others')}
        error={faults.repeat}
      />
    </Form>
  )
}

const faultsOf = ({ current, wanted, repeat }: Written, isGood: boolean, t: T): Faults => ({
  ...(current === '' && { current: t('password.needed') }),
  ...(!isGood && { wanted: true }),
  ...(wanted !== repeat && { repeat: t('password.differs') }),
})
