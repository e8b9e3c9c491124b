import { useT } from '../../../../web/i18n/index.ts'
import { composeTexts } from './texts.ts'
import { WhenDialog } from './when-dialog.tsx'

type Props = {
  start?: Date
  onClose: () => void
  onChoose: (at: Date) => void
}

/** The server keeps a letter so long at most. */
const MOST_DAYS = 30

export function LaterDialog(props: Props) {
  const t = useT(composeTexts)
  return (
    <WhenDialog
      {...props}
      title={t('later.title')}
      field={t('later.when')}
      confirm={t('later.confirm')}
      most={{ days: MOST_DAYS, words: t('later.far') }}
    />
  )
}
