import { useEffect, useRef, useState } from 'react'
import { useClient, useSyncState } from '../../../../web/face.ts'
import { translate, useLanguage, useT } from '../../../../web/i18n/index.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { formatWhenLong, isAddress, useDismissToast, useToast } from '../../../../web/ui/index.ts'
import { htmlToText } from '../../../../wire/mime/html-text.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { mailTexts } from '../texts.ts'
import { desk, type Sheet } from './desk.ts'
import { type DraftKeeper, wordOf } from './draft-keeper.ts'
import { everyone, filesOf, type Letter } from './letter.ts'
import { refusalWords } from './refused.ts'
import { REGRET_MS, sendDraft } from './send.ts'
import { sizeOf, useSizeLimit } from './size.ts'
import { composeTexts } from './texts.ts'
import { useAnsweredSince } from './use-answered-since.ts'
import type { Writing } from './use-writing.ts'
import { type Warning, warningsOf } from './warnings.ts'

export interface Sendable {
  /** Sends now, or at `at`; asks first where something seems forgotten. */
  readonly send: (at?: Date) => void
  /** What seems forgotten, until one goes on or writes on. */
  readonly warnings: readonly Warning[]
  readonly sendAnyway: () => void
  /** It leaves once its files have been sent, unless one writes on. */
  readonly isWaiting: boolean
  readonly writeOn: () => void
  /** What stands in the way. */
  readonly fault: string | null
}

export function useSending(writing: Writing, sheet: Sheet): Sendable {
  const t = useT(composeTexts)
  const [asked, setAsked] = useState<{ at: Date | undefined } | null>(null)
  const [waits, setWaits] = useState<{ at: Date | undefined } | null>(null)
  const [fault, setFault] = useState<string | null>(sheet.fault)
  const findFault = useFaults(writing)
  const leave = useLeaving(writing, sheet)
  const isAnswered = useAnsweredSince(sheet, writing)
  const { letter } = writing

  // What one has changed since may have mended it.
  const seen = useRef(letter)
  useEffect(() => {
    if (seen.current !== null && seen.current !== letter) setFault(null)
    seen.current = letter
  }, [letter])

  const send = (at?: Date): void => {
    if (!letter) return
    const found = findFault(letter)
    setFault(found)
    if (found !== null) return
    if (isUploading(letter)) setWaits({ at })
    else if (warningsAbout(letter, isAnswered).length > 0) setAsked({ at })
    else go(letter, at)
  }
  const go = (letter: Letter, at: Date | undefined): void => {
    if (!leave(letter, at)) setFault(t('error.identity'))
  }
  const isDue = waits !== null && letter !== null && !isUploading(letter)
  useEffect(() => {
    if (!isDue) return
    setWaits(null)
    send(waits.at)
  }, [isDue])
  return {
    send,
    isWaiting: waits !== null,
    // What one mends while being asked is asked no more.
    warnings: asked && letter ? warningsAbout(letter, isAnswered) : [],
    sendAnyway: () => letter && go(letter, asked?.at),
    writeOn: () => {
      setAsked(null)
      setWaits(null)
    },
    fault,
  }
}

const isUploading = ({ enclosures }: Letter): boolean =>
  enclosures.some(({ blobId, error }) => blobId === null && error === undefined)

const warningsAbout = (letter: Letter, isAnswered: boolean): readonly Warning[] =>
  warningsOf({
    subject: letter.subject,
    text: htmlToText(letter.html),
    files: filesOf(letter).length,
    isAnswered,
  })

/** The first thing without which a letter cannot leave. */
function useFaults({ accountId }: Writing): (letter: Letter) => string | null {
  const t = useT(composeTexts)
  const limit = useSizeLimit(accountId)
  return letter => {
    const people = everyone(letter)
    const wrong = people.find(({ address }) => !isAddress(address))
    if (people.length === 0) return t('error.nobody')
    if (wrong) return t('error.address', { address: wrong.address })
    const missing = letter.enclosures.find(({ blobId, error }) => blobId === null && error !== undefined)
    if (missing) return t('files.missing', { name: missing.name })
    if (sizeOf(letter) > limit.bytes) return limit.tooBig(letter)
    return null
  }
}

/** Lets a letter go, and says so for as long as it can be called back. */
function useLeaving(writing: Writing, sheet: Sheet): (letter: Letter, at: Date | undefined) => boolean {
  const t = useT(composeTexts)
  const language = useLanguage()
  const client = useClient()
  const toast = useToast()
  const dismiss = useDismissToast()
  const isOffline = useSyncState().kind === 'offline'
  const { accountId, mailboxes, keeper, filing } = writing
  return (letter, at) => {
    const [drafts, sent, place] = [mailboxes.ofRole('drafts'), mailboxes.ofRole('sent'), filing(letter)]
    if (!drafts || !sent || !place || letter.identityId === null) return false
    keeper.note(letter, place)
    keeper.flush()
    const draftId = keeper.draftId!
    const sendAt = at ?? new Date(Date.now() + REGRET_MS)
    const sending = sendDraft(client, {
      accountId,
      identityId: letter.identityId,
      draftId,
      draftsId: drafts.id,
      targetId: at ? scheduledId(client, mailboxes) : sent.id,
      sendAt,
      source: letter.source,
    })
    // The draft that holds it: not the one submitted, where the server would not have that.
    const reopen = (fault: string | null): void => {
      const kept = { ...letter, draftId: keeper.draftId }
      desk.open({ kind: 'draft', accountId, emailId: keeper.draftId ?? draftId }, { kept, fault })
    }
    // What the server will not send is not lost: it lies open again.
    sending.saved.catch(error => {
      dismiss(told)
      reopen(`${t('refused.sending')} ${refusalWords(whyOf(error, keeper), t)}`)
    })
    desk.close(sheet.key)
    const told = toast({
      text: at
        ? t('sent.later', { when: formatWhenLong(at, language, new Date()) })
        : t(isOffline ? 'sent.offline' : 'sent.toast'),
      stays: REGRET_MS,
      undo: async () => {
        if (!(await sending.takeBack())) return void toast({ tone: 'error', text: t('sent.too-late') })
        reopen(null)
        toast({ text: t('sent.undone') })
      },
    })
    return true
  }
}

/** The mailbox for what is to leave later; made when it is first needed. */
function scheduledId(client: Client, { accountId, all, ofRole }: Mailboxes): string {
  const standing = ofRole('scheduled')
  if (standing) return standing.id
  const name = translate(mailTexts)('role.scheduled')
  const isTaken = all.some(mailbox => mailbox.parentId === null && mailbox.name === name)
  const record = { name: isTaken ? `${name} (2)` : name, parentId: null, role: 'scheduled' }
  return client.create('Mailbox', record, { accountId, expected: NOTHING_IN_IT }).id
}

const NOTHING_IN_IT = { totalEmails: 0, unreadEmails: 0, totalThreads: 0, unreadThreads: 0 }

/** Of a letter that could not even be kept, why not: what followed from it says nothing. */
const whyOf = (error: unknown, keeper: DraftKeeper): string => {
  const why = wordOf(error)
  return why === 'dependency' ? (keeper.why ?? why) : why
}
