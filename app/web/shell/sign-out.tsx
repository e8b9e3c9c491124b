import { useState } from 'react'
import { useT } from '../../../web/i18n/index.ts'
import { useSyncState } from '../../../web/sync/react.ts'
import { Button, Dialog } from '../../../web/ui/index.ts'
import { shellTexts } from './texts.ts'

export interface SignOut {
  readonly start: () => void
  readonly question: React.ReactNode
}

/** Signing out leaves nothing behind, so it asks first when something has not left yet. */
export function useSignOut(onSignOut: () => Promise<void>): SignOut {
  const t = useT(shellTexts)
  const { pending } = useSyncState()
  const [asked, setAsked] = useState(false)
  const question = (
    <Dialog
      open={asked}
      title={t('sign-out.title')}
      onClose={() => setAsked(false)}
      actions={
        <>
          <Button tone="danger" onClick={() => void onSignOut()}>
            {t('sign-out.run')}
          </Button>
          <Button look="primary" onClick={() => setAsked(false)}>
            {t('sign-out.stay')}
          </Button>
        </>
      }
    >
      <p>{t('sign-out.text', { count: pending })}</p>
    </Dialog>
  )
  return { start: () => (pending > 0 ? setAsked(true) : void onSignOut()), question }
}
