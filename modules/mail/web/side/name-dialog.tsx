import { type ReactNode, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog, Form, TextField } from '../../../../web/ui/index.ts'
import { MAX_MAILBOX_NAME } from '../../types.ts'
import { mailTexts } from '../texts.ts'

type Props = {
  title: string
  action: string
  name: string
  /** What is named, and what is said when the name is taken; a folder when left out. */
  field?: string
  taken?: string
  most?: number
  isTaken: (name: string) => boolean
  onName: (name: string) => void
  onClose: () => void
  /** Further fields. */
  children?: ReactNode
}

export function NameDialog(props: Props) {
  const { title, action, name, isTaken, onName, onClose, children, most = MAX_MAILBOX_NAME } = props
  const t = useT(mailTexts)
  const [text, setText] = useState(name)
  const wanted = text.trim()
  const isTakenNow = isTaken(wanted)
  const submit = (): void => {
    if (wanted !== '' && !isTakenNow) onName(wanted)
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" disabled={wanted === '' || isTakenNow} onClick={submit}>
            {action}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit}>
        <TextField
          label={props.field ?? t('folder.name')}
          value={text}
          onChange={setText}
          error={isTakenNow ? (props.taken ?? t('folder.taken')) : null}
          maxLength={most}
          autoComplete="off"
          data-autofocus
        />
        {children}
      </Form>
    </Dialog>
  )
}
