import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, ColourPicker, Dialog, Form, type LabelColour } from '../../../../web/ui/index.ts'
import { mailTexts } from '../texts.ts'

type Props = {
  title: string
  colour: LabelColour | null
  onColour: (colour: LabelColour | null) => void
  onClose: () => void
}

export function ColourDialog({ title, colour, onColour, onClose }: Props) {
  const t = useT(mailTexts)
  const [chosen, choose] = useState(colour)
  const submit = (): void => (chosen === colour ? onClose() : onColour(chosen))
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" onClick={submit}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form onSubmit={submit}>
        <ColourPicker
          label={t('label.colour')}
          value={chosen}
          onChange={choose}
          none={{ label: t('folder.no-colour'), onChoose: () => choose(null) }}
        />
      </Form>
    </Dialog>
  )
}
