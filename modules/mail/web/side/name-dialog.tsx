import { type ReactNode, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog, Form, TextField } from '../../../../web/ui/index.ts'
import { MAX_MAILBOX_NAME } from '../../types.ts'
import { mailTexts } from '../texts.ts'

type Props = {
  title: string
  action: string
  name: string
  /** What is named; a folder when left out. */
  field?: string
  most?: number
  /** What speaks against a name, in words. */
  faultOf: (name: string) => string | null
  onName: (name: string) => void
  onClose: () => void
  /** Further fields. */
  children?: ReactNode
}

export function NameDialog(props: Props) {
  const { title, action, name, faultOf, onName, onClose, children, most = MAX_MAILBOX_NAME } = props
  const t = useT(mailTexts)
  const [text, setText] = useState(name)
  const wanted = text.trim()
  const fault = wanted === '' ? null : faultOf(wanted)
  const submit = (): void => {
    if (wanted !== '' && fault === null) onName(wanted)
  }
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" disabled={wanted === '' || fault !== null} onClick={submit}>
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
          error={fault}
          maxLength={most}
          autoComplete="off"
          data-autofocus
        />
        {children}
      </Form>
    </Dialog>
  )
}
