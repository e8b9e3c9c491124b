import {
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconChevronDown,
  IconChevronUp,
  IconX,
} from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, useFocusBack, usePhone } from '../../../../web/ui/index.ts'
import styles from './compose.module.css'
import { ComposeSheet } from './compose-sheet.tsx'
import { desk, isForward, type Sheet } from './desk.ts'
import { composeTexts } from './texts.ts'
import { useSheetAccount } from './use-sheet-account.ts'
import { useWriting } from './use-writing.ts'

/** A letter in a window of its own: at the bottom of a desk, over the whole of a phone. */
export default function ComposeWindow({ sheet }: { sheet: Sheet }) {
  const t = useT(composeTexts)
  useFocusBack()
  const phone = usePhone()
  const writing = useWriting(sheet, useSheetAccount(sheet))
  const title = writing.letter?.subject.trim() || t(titleOf(sheet))
  const isBar = sheet.place === 'bar'
  const isWide = sheet.place === 'wide'
  const close = (): void => desk.close(sheet.key)
  const minimise = (): void => (phone ? close() : desk.place(sheet.key, isBar ? 'window' : 'bar'))
  return (
    <section className={styles.window} role="dialog" aria-label={title} data-place={sheet.place}>
      <header className={styles.bar}>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the button beside it has the keys */}
        <strong onClick={minimise}>{title}</strong>
        {!phone && (
          <IconButton
            size="small"
            icon={isBar ? IconChevronUp : IconChevronDown}
            label={t(isBar ? 'verb.restore' : 'verb.minimise')}
            onClick={minimise}
          />
        )}
        {!phone && !isBar && (
          <IconButton
            size="small"
            icon={isWide ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal}
            label={t(isWide ? 'verb.shrink' : 'verb.expand')}
            onClick={() => desk.place(sheet.key, isWide ? 'window' : 'wide')}
          />
        )}
        <IconButton size="small" icon={IconX} label={t('verb.close')} onClick={close} />
      </header>
      <ComposeSheet sheet={sheet} writing={writing} onEscape={minimise} hidden={isBar} />
    </section>
  )
}

function titleOf({ start }: Sheet) {
  const { kind } = start
  if (isForward(start)) return 'title.forward'
  return kind === 'reply' || kind === 'replyAll' ? 'title.reply' : 'title.new'
}
