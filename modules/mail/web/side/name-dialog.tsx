import { type ReactNode, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog, Form, TextField } from '../../../../web/ui/index.ts'
import { MAX_MAILBOX_NAME } from '../../types.ts'
import { mailTexts } from '../texts.ts'

type Props = {
  title: string
  action: string
  name: string
  isTaken: (name: string) => boolean
  onName: (name: string) => void
  onClose: () => void
  /** Further fields. */
  children?: ReactNode
}

export function NameDialog({ title, action, name, isTaken, onName, onClose, children }: Props) {
  const t = useT(mailTexts)
  const [text, setText] = useState(name)
  const wanted = text.trim()
  const taken = isTaken(wanted)
  const submit = (): void => {
    if (wanted !== '' && !taken) onName(wanted)
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" disabled={wanted === '' || taken} onClick={submit}>
            {action}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit}>
        <TextField
          label={t('folder.name')}
          value={text}
          onChange={setText}
          error={taken ? t('folder.taken') : null}
          maxLength={MAX_MAILBOX_NAME}
          autoComplete="off"
          data-autofocus
        />
        {children}
      </Form>
    </Dialog>
  )
}
