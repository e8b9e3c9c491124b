import { IconArrowsDiagonal, IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { useBeingAt } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, useFocusBack, usePhone } from '../../../../web/ui/index.ts'
import { useSeenByOthers } from '../care/use-answering.ts'
import styles from './compose.module.css'
import { ComposeSheet } from './compose-sheet.tsx'
import { desk, isForward, type Sheet } from './desk.ts'
import { composeTexts } from './texts.ts'
import { useSheetAccount } from './use-sheet-account.ts'
import { useWriting } from './use-writing.ts'

/** A letter written in its conversation; on a phone it takes the screen. */
export default function InlineSheet({ sheet }: { sheet: Sheet }) {
  const t = useT(composeTexts)
  useFocusBack()
  const phone = usePhone()
  const box = useRef<HTMLElement>(null)
  const accountId = useSheetAccount(sheet)
  useBeingAt(useSeenByOthers(accountId), 'Thread', isForward(sheet.start) ? null : sheet.threadId)
  const writing = useWriting(sheet, accountId)
  // Once, when the editor has come and taken the focus.
  const isSeen = useRef(false)
  const show = (): void => {
    if (!isSeen.current) box.current?.scrollIntoView({ block: 'nearest' })
    isSeen.current = true
  }
  const close = (): void => desk.close(sheet.key)
  const detach = (): void => {
    writing.keeper.flush()
    const { letter, keeper } = writing
    desk.close(sheet.key)
    if (letter) desk.open(sheet.start, { kept: { ...letter, draftId: keeper.draftId } })
  }
  const title = t(isForward(sheet.start) ? 'title.forward' : 'title.reply')
  return (
    <section
      ref={box}
      className={phone ? styles.window : styles.inline}
      aria-label={title}
      data-place="inline"
      onFocus={show}
    >
      <header className={styles.bar}>
        <strong>{title}</strong>
        {!phone && (
          <IconButton size="small" icon={IconArrowsDiagonal} label={t('verb.window')} onClick={detach} />
        )}
        <IconButton size="small" icon={IconX} label={t('verb.close')} onClick={close} />
      </header>
      <ComposeSheet sheet={sheet} writing={writing} onEscape={close} />
    </section>
  )
}
