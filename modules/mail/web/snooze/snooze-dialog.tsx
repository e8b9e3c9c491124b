import { IconCalendarTime, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatTime, stroke } from '../../../../web/ui/index.ts'
import { ChoiceDialog } from '../action/choice-dialog.tsx'
import { composeTexts } from '../compose/texts.ts'
import { WhenDialog } from '../compose/when-dialog.tsx'
import { type Moment, snoozeMoments } from './moments.ts'
import { snoozeTexts } from './texts.ts'

type Props = {
  /** Until when it is put off already. */
  start?: Date | undefined
  onChoose: (until: Date) => void
  onClose: () => void
}

/** What is further away is in no one's mind. */
const MOST_DAYS = 730

/** Until when a conversation is put off: the moments that people choose, or any other. */
export function SnoozeDialog({ start, onChoose, onClose }: Props) {
  const t = useT(snoozeTexts)
  const words = useT(composeTexts)
  const language = useLanguage()
  const [isChoosing, setChoosing] = useState(false)
  if (isChoosing)
    return (
      <WhenDialog
        title={t('title')}
        field={t('when')}
        confirm={t('confirm')}
        start={start}
        most={{ days: MOST_DAYS, words: t('far') }}
        onClose={onClose}
        onChoose={onChoose}
      />
    )
  const nameOf = (id: Moment['id'], time: string): string =>
    id === 'soon' || id === 'week' ? t(id, { time }) : words(`later.${id}`, { time })
  const moments = snoozeMoments(new Date()).map(({ id, at }) => ({
    id,
    name: nameOf(id, formatTime(at, language)),
    mark: <IconClock size={19} stroke={stroke} aria-hidden="true" />,
    run: () => onChoose(at),
  }))
  const other = {
    id: 'choose',
    name: t('choose'),
    mark: <IconCalendarTime size={19} stroke={stroke} aria-hidden="true" />,
    run: () => setChoosing(true),
  }
  return (
    <ChoiceDialog
      title={t('title')}
      field={t('search')}
      none={t('none')}
      choices={[...moments, other]}
      onClose={onClose}
    />
  )
}
