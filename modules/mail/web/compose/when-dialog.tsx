import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog, TextField } from '../../../../web/ui/index.ts'
import { momentsFrom, writeLocal } from './schedule.ts'
import { composeTexts } from './texts.ts'

type Props = {
  title: string
  field: string
  confirm: string
  /** What stands in the field at first; the next moment that people choose when left out. */
  start?: Date | undefined
  /** No later than so many days from now, and what is said of it. */
  most: { days: number; words: string }
  onClose: () => void
  onChoose: (at: Date) => void
}

/** A date and an hour to come. */
export function WhenDialog({ title, field, confirm, start, most, onClose, onChoose }: Props) {
  const t = useT(composeTexts)
  const [text, setText] = useState(() => writeLocal(start ?? momentsFrom(new Date())[0]?.at ?? new Date()))
  const at = new Date(text)
  const latest = new Date(Date.now() + most.days * 86_400_000)
  const isPossible = at.getTime() > Date.now() && at < latest
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <Button look="primary" disabled={!isPossible} onClick={() => onChoose(at)}>
          {confirm}
        </Button>
      }
    >
      <TextField
        label={field}
        type="datetime-local"
        value={text}
        min={writeLocal(new Date())}
        max={writeLocal(latest)}
        onChange={setText}
        error={isPossible ? null : at < latest ? t('later.past') : most.words}
      />
    </Dialog>
  )
}
