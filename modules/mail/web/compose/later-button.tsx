import { IconCalendarTime, IconChevronUp, IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatTime, IconButton, Menu } from '../../../../web/ui/index.ts'
import { LaterDialog } from './later-dialog.tsx'
import { momentsFrom } from './schedule.ts'
import { composeTexts } from './texts.ts'

/** The other half of the send button: when. */
export function LaterButton({ onChoose }: { onChoose: (at: Date) => void }) {
  const t = useT(composeTexts)
  const language = useLanguage()
  const [choosing, setChoosing] = useState(false)
  const moments = momentsFrom(new Date()).map(({ id, at }) => ({
    id,
    label: t(`later.${id}`, { time: formatTime(at, language) }),
    icon: IconClock,
    onRun: () => onChoose(at),
  }))
  const choose = {
    id: 'choose',
    label: t('later.choose'),
    icon: IconCalendarTime,
    onRun: () => setChoosing(true),
  }
  return (
    <>
      <Menu position="top-start" groups={[{ label: t('verb.send-later'), verbs: [...moments, choose] }]}>
        <IconButton icon={IconChevronUp} label={t('verb.send-later')} />
      </Menu>
      {choosing && (
        <LaterDialog
          onClose={() => setChoosing(false)}
          onChoose={at => {
            setChoosing(false)
            onChoose(at)
          }}
        />
      )}
    </>
  )
}
