import type { ReactNode } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog } from '../../../../web/ui/index.ts'
import { mailTexts } from '../texts.ts'

type Props = {
  title: string
  action: string
  children: ReactNode
  onRun: () => void
  onClose: () => void
}

/** For what cannot be undone. */
export function ConfirmDialog({ title, action, children, onRun, onClose }: Props) {
  const t = useT(mailTexts)
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button look="primary" tone="danger" onClick={onRun}>
            {action}
          </Button>
        </>
      }
    >
      <p>{children}</p>
    </Dialog>
  )
}
