import { type FocusEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, useShortcuts } from '../../../../web/ui/index.ts'
import { Comments } from '../care/comments.tsx'
import { ThreadCare } from '../care/thread-care.tsx'
import { InlineSheets } from '../compose/inline-sheets.tsx'
import { useOwn } from '../compose/use-own.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import { DraftLine } from './draft-line.tsx'
import { isDraft, isUnread, type ReadEmail } from './email.ts'
import { Message } from './message.tsx'
import { MessageLine } from './message-line.tsx'
import { layOut, openAtFirst, type Piece } from './pieces.ts'
import styles from './reader.module.css'
import { ReplyBox } from './reply-box.tsx'
import { readerTexts } from './texts.ts'
import { ThreadHead } from './thread-head.tsx'
import { usePrint } from './use-print.ts'
import { useReplies } from './use-replies.ts'
import { useSeen } from './use-seen.ts'
import { useThrownAway } from './use-thrown-away.ts'

type Props = {
  accountId: string
  threadId: string
  emails: readonly ReadEmail[]
}

export function Conversation({ accountId, threadId, emails: all }: Props) {
  const t = useT(readerTexts)
  const own = useOwn(accountId)
  const article = useRef<HTMLElement>(null)
  const { emails, away, show } = useThrownAway(accountId, all)
  const messages = emails.filter(email => !isDraft(email))
  const drafts = emails.filter(isDraft)
  const { open, unfolded, toggle, unfold, turnAll } = useOpen(messages)
  const byId = new Map(messages.map(email => [email.id, email]))
  const scheduledId = useMailboxes(accountId).ofRole('scheduled')?.id
  // Nobody answers what has not left.
  const answered = messages.findLast(email => scheduledId === undefined || !email.mailboxIds[scheduledId])
  const replies = useReplies(accountId, threadId, answered ?? null)
  useSeen(accountId, messages, open)
  const current = useKeyboard(article, toggle, turnAll)
  const isArriving = useArriving()
  const print = usePrint(accountId)
  const printAll = (): void => print(messages)
  useShortcuts(t('message'), [
    { keys: 'ctrl+p', label: t('thread.print'), onRun: printAll, whileTyping: true },
  ])

  const draw = (piece: Piece) => {
    if (piece.kind === 'folded')
      return (
        <div key={`${piece.after}-fold`} className={styles.more}>
          <Button look="link" onClick={() => unfold(piece.after)}>
            {t('more', { count: piece.ids.length })}
          </Button>
        </div>
      )
    const email = byId.get(piece.id)!
    const props = { email, own, onToggle: () => toggle(email.id) }
    if (piece.kind === 'closed') return <MessageLine key={email.id} {...props} />
    const isOneOfMany = messages.length > 1
    return <Message key={email.id} {...props} {...{ accountId, replies, isOneOfMany }} />
  }

  return (
    <article
      ref={article}
      className={styles.thread}
      data-arriving={isArriving || undefined}
      onFocus={current.note}
    >
      <ThreadHead
        accountId={accountId}
        emails={emails}
        fold={messages.length > 1 ? { isOpen: open.size === messages.length, turn: turnAll } : null}
        onPrint={printAll}
      />
      <ThreadCare accountId={accountId} threadId={threadId} />
      {layOut(
        messages.map(email => email.id),
        open,
        unfolded,
      ).map(draw)}
      {away > 0 && (
        <p className={styles.away}>
          {t('thread.away', { count: away })}{' '}
          <Button look="link" onClick={show}>
            {t('thread.show-away')}
          </Button>
        </p>
      )}
      <InlineSheets threadId={threadId} />
      {drafts.map(email => (
        <DraftLine key={email.id} accountId={accountId} threadId={threadId} email={email} />
      ))}
      <Comments accountId={accountId} threadId={threadId} />
      {answered && <ReplyBox threadId={threadId} email={answered} own={own} replies={replies} />}
    </article>
  )
}

/** As long as what stands below a letter waits for its height; a picture that is late holds it no longer. */
const ARRIVAL_MS = 600

function useArriving(): boolean {
  const [isArriving, setArriving] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setArriving(false), ARRIVAL_MS)
    return () => clearTimeout(timer)
  }, [])
  return isArriving
}

/** Which messages are open: those that were to be read when the conversation was opened, and what one did since. */
function useOpen(messages: readonly ReadEmail[]) {
  const [atFirst] = useState(
    () => new Set([...openAtFirst(messages.map(email => ({ id: email.id, unread: isUnread(email) })))]),
  )
  const [known] = useState(() => new Set(messages.map(email => email.id)))
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set())
  // What arrives while one reads is open.
  const isOpenUnturned = (id: string): boolean => atFirst.has(id) || !known.has(id)
  const isOpen = (id: string): boolean => isOpenUnturned(id) !== turned.has(id)
  const ids = messages.map(email => email.id)
  return {
    open: new Set(ids.filter(isOpen)),
    unfolded,
    toggle: (id: string) => setTurned(now => now.symmetricDifference(new Set([id]))),
    /** The last one stays open: it is what one came for. */
    turnAll: (isOpen: boolean) =>
      setTurned(new Set(ids.filter(id => isOpenUnturned(id) !== (isOpen || id === ids.at(-1))))),
    unfold: (id: string) => setUnfolded(now => new Set([...now, id])),
  }
}

/** n and p go from message to message, o opens and closes the one where one is, ; and : all of them. */
function useKeyboard(
  article: RefObject<HTMLElement | null>,
  toggle: (id: string) => void,
  turnAll: (isOpen: boolean) => void,
) {
  const t = useT(readerTexts)
  const at = useRef<string | null>(null)
  const all = (): HTMLElement[] => [
    ...(article.current?.querySelectorAll<HTMLElement>('[data-message]') ?? []),
  ]
  const step = (by: 1 | -1): void => {
    const messages = all()
    const from = messages.findIndex(element => element.dataset['message'] === at.current)
    const to = from === -1 ? messages.length - 1 : from + by
    messages[Math.min(Math.max(to, 0), messages.length - 1)]?.focus()
  }
  useShortcuts(t('message'), [
    { keys: 'n', label: t('verb.next'), onRun: () => step(1) },
    { keys: 'p', label: t('verb.previous'), onRun: () => step(-1) },
    {
      keys: 'o',
      label: t('verb.toggle'),
      onRun: () => {
        const id = at.current ?? all().at(-1)?.dataset['message']
        if (id) toggle(id)
      },
    },
    { keys: ';', label: t('thread.unfold'), onRun: () => turnAll(true) },
    { keys: ':', label: t('thread.fold'), onRun: () => turnAll(false) },
  ])
  return {
    note: (event: FocusEvent) => {
      const message = (event.target as HTMLElement).closest<HTMLElement>('[data-message]')
      if (message) at.current = message.dataset['message'] ?? null
    },
  }
}
