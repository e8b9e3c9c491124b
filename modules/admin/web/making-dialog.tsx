import type { ReactNode } from 'react'
import { useT } from '../../../web/i18n/index.ts'
import { Banner, Button, Dialog, Form } from '../../../web/ui/index.ts'
import { adminTexts } from './texts.ts'

type Props = {
  title: string
  busy: boolean
  refusal: string | null
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

/** Asks for what a new record needs, and says what was refused. */
export function MakingDialog({ title, busy, refusal, onSubmit, onClose, children }: Props) {
  const t = useT(adminTexts)
  return (
    <Dialog open title={title} onClose={onClose}>
      <Form
        label={title}
        onSubmit={onSubmit}
        actions={
          <Button type="submit" look="primary" busy={busy}>
            {t('list.add')}
          </Button>
        }
      >
        {refusal && <Banner tone="error">{refusal}</Banner>}
        {children}
      </Form>
    </Dialog>
  )
}
