import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Dialog, TextField } from '../../../../web/ui/index.ts'
import { momentsFrom, writeLocal } from './schedule.ts'
import { composeTexts } from './texts.ts'

type Props = {
  /** What stands in the field at first; the next moment that people choose when left out. */
  start?: Date
  onClose: () => void
  onChoose: (at: Date) => void
}

/** The server keeps a letter so long at most. */
const MOST_DAYS = 30

export function LaterDialog({ start, onClose, onChoose }: Props) {
  const t = useT(composeTexts)
  const [text, setText] = useState(() => writeLocal(start ?? momentsFrom(new Date())[0]?.at ?? new Date()))
  const at = new Date(text)
  const latest = new Date(Date.now() + MOST_DAYS * 86_400_000)
  const isPossible = at.getTime() > Date.now() && at < latest
  return (
    <Dialog
      open
      title={t('later.title')}
      onClose={onClose}
      actions={
        <Button look="primary" disabled={!isPossible} onClick={() => onChoose(at)}>
          {t('later.confirm')}
        </Button>
      }
    >
      <TextField
        label={t('later.when')}
        type="datetime-local"
        value={text}
        min={writeLocal(new Date())}
        max={writeLocal(latest)}
        onChange={setText}
        error={isPossible ? null : t(at < latest ? 'later.past' : 'later.far')}
      />
    </Dialog>
  )
}
