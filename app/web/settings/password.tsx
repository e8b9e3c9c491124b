import { useState } from 'react'
import { useWho } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { Banner, Button } from '../../../web/ui/index.ts'
import { PasswordForm } from '../entry/password-form.tsx'
import { settingsTexts } from './texts.ts'

export function PasswordPage() {
  const t = useT(settingsTexts)
  const { name, address } = useWho()
  const [isDone, setDone] = useState(false)
  return (
    <PasswordForm
      label={t('password')}
      name={name}
      address={address}
      help={t('password.others')}
      done={isDone && <Banner tone="ok">{t('password.done')}</Banner>}
      onDone={() => setDone(true)}
      actions={busy => (
        <Button type="submit" look="primary" busy={busy}>
          {t('password.run')}
        </Button>
      )}
    />
  )
}
