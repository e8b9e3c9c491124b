import { type ClipboardEvent, type KeyboardEvent, useCallback, useRef } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { ErrorState, FileDrop, SkeletonText, useDelayed, useToast } from '../../../../web/ui/index.ts'
import type { RichTextHandle } from '../../../../web/ui/text/rich-text.tsx'
import type { MessageTemplate } from '../../types.ts'
import { cleanHtml } from '../reader/clean-html.ts'
import { TemplateButton } from '../template/template-button.tsx'
import { greeting } from '../template/template-text.ts'
import styles from './compose.module.css'
import { ComposeFields } from './compose-fields.tsx'
import { ComposeFiles } from './compose-files.tsx'
import { ComposeFoot } from './compose-foot.tsx'
import { ComposeText } from './compose-text.tsx'
import { desk, type Sheet } from './desk.ts'
import type { Letter } from './letter.ts'
import { SendWarning } from './send-warning.tsx'
import { composeTexts } from './texts.ts'
import { useEnclosures } from './use-enclosures.ts'
import { type Sendable, useSending } from './use-sending.ts'
import { type Change, discard, type Writing } from './use-writing.ts'

type Props = {
  sheet: Sheet
  writing: Writing
  onEscape: () => void
  hidden?: boolean
}

/** Everything of a letter below its title. */
export function ComposeSheet({ sheet, writing, onEscape, hidden = false }: Props) {
  const t = useT(composeTexts)
  const toast = useToast()
  const { letter, change, accountId } = writing
  const enclosures = useEnclosures(accountId, change)
  const sending = useSending(writing, sheet)
  const text = useRef<RichTextHandle>(null)
  const isLate = useDelayed(letter === null)
  const throwAway = useCallback(() => {
    const undo = discard(writing, sheet)
    toast({ text: t('discarded.toast'), undo })
  }, [writing, sheet, toast, t])

  const early = (): string => desk.takeEarly(sheet.key)
  if (hidden) return null
  if (writing.isFailed) return <ErrorState onRetry={writing.retry}>{t('error.load')}</ErrorState>
  if (!letter) return <div className={styles.coming}>{isLate && <SkeletonText lines={6} />}</div>
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys and pastes of the fields inside
    <div
      className={styles.sheet}
      onKeyDownCapture={event => sendOnKeys(event, sending)}
      onKeyDown={event => leaveOnEscape(event, onEscape)}
      onPaste={event => takeFiles(event, enclosures.add)}
    >
      <FileDrop onFiles={enclosures.add}>
        <ComposeFields
          sheet={sheet}
          writing={writing}
          letter={letter}
          isAnswer={sheet.place === 'inline'}
          early={early}
        />
        <ComposeText
          letter={letter}
          change={change}
          onPicture={enclosures.addPicture}
          isAnswer={isAnswer(sheet)}
          early={early}
          handle={text}
        />
        <ComposeFiles accountId={accountId} letter={letter} onRemove={enclosures.remove} />
      </FileDrop>
      <SendWarning sending={sending} writing={writing} />
      <ComposeFoot keeping={writing.keeping} sending={sending} onFiles={enclosures.add} onDiscard={throwAway}>
        <TemplateButton
          writing={writing}
          letter={letter}
          onInsert={template => insertTemplate(template, letter, text.current, change)}
        />
      </ComposeFoot>
    </div>
  )
}

/** Where the text is what one begins with. */
const isAnswer = ({ start: { kind }, kept }: Sheet): boolean =>
  kept !== null || kind === 'reply' || kind === 'replyAll' || kind === 'draft'

/** An answer keeps its subject, as does what has one. */
function insertTemplate(
  { subject, html }: MessageTemplate,
  { to }: Letter,
  text: RichTextHandle | null,
  change: Change,
): void {
  change(now => (now.subject.trim() === '' ? { ...now, subject } : now))
  text?.insert(cleanHtml(greeting(html, to)))
}

/** Before the editor, which would break the line. */
function sendOnKeys(event: KeyboardEvent, { send }: Sendable): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.stopPropagation()
  send()
}

/** Not for what floats above the sheet: a menu closes itself. */
function leaveOnEscape(event: KeyboardEvent, onEscape: () => void): void {
  const isInside = event.currentTarget.contains(event.target as Node)
  if (event.key !== 'Escape' || !isInside) return
  event.stopPropagation()
  onEscape()
}

/** Pictures pasted into the text are the editor's. */
function takeFiles(event: ClipboardEvent, add: (files: readonly File[]) => void): void {
  if (event.defaultPrevented || event.clipboardData.files.length === 0) return
  event.preventDefault()
  add([...event.clipboardData.files])
}
