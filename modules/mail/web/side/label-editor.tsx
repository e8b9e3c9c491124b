import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, ColourPicker, Dialog, Form, TextField } from '../../../../web/ui/index.ts'
import { keywordOf, type Label, labelOf } from '../label/label.ts'
import { mailTexts } from '../texts.ts'

type Props = {
  /** Null for a new one. */
  label: Label | null
  onKeep: (label: Label) => void
  onClose: () => void
}

export function LabelEditor({ label, onKeep, onClose }: Props) {
  const t = useT(mailTexts)
  const [name, setName] = useState(label?.name ?? '')
  const [chosen, setColour] = useState(label?.colour ?? null)
  const keyword = label?.keyword ?? keywordOf(name)
  const colour = chosen ?? labelOf(keyword).colour
  const isReady = name.trim() !== '' && keyword !== ''
  const submit = (): void => {
    if (isReady) onKeep({ keyword, name: name.trim(), colour })
  }
  return (
    <Dialog
      open
      title={t(label ? 'label.edit' : 'label.new')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" disabled={!isReady} onClick={submit}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit}>
        <TextField label={t('label.name')} value={name} onChange={setName} maxLength={60} data-autofocus />
        <ColourPicker label={t('label.colour')} value={colour} onChange={setColour} />
      </Form>
    </Dialog>
  )
}
