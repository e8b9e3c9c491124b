import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useClient, useWho } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { type Mailboxes, useMailboxes } from '../place/use-mailboxes.ts'
import { beginLetter } from './begin.ts'
import { desk, type Sheet } from './desk.ts'
import { DraftKeeper, type Keeping } from './draft-keeper.ts'
import type { Letter } from './letter.ts'
import type { Filing } from './message-of.ts'
import { composeTexts } from './texts.ts'
import { useSender } from './use-authors.ts'
import { readIdentities, useIdentities } from './use-identities.ts'
import { type Own, useOwn } from './use-own.ts'

export type Change = (next: (letter: Letter) => Letter) => void

/** A letter on its sheet: what stands in it, how it is kept, and the end of it. */
export interface Writing {
  readonly accountId: string
  readonly letter: Letter | null
  readonly isFailed: boolean
  readonly keeping: Keeping
  readonly own: Own
  readonly mailboxes: Mailboxes
  readonly identities: ReturnType<typeof useIdentities>
  readonly change: Change
  readonly keeper: DraftKeeper
  /** Tries at once to keep what could not be kept. */
  readonly saveAgain: () => void
  /** How the letter would be filed; null until the mailboxes are known. */
  readonly filing: (letter: Letter) => Filing | null
  readonly retry: () => void
}

export function useWriting(sheet: Sheet, accountId: string): Writing {
  const client = useClient()
  const own = useOwn(accountId)
  const mailboxes = useMailboxes(accountId)
  const identities = useIdentities(accountId)
  const filing = useFiling(mailboxes, identities, useSender(accountId))
  const [keeping, setKeeping] = useState<Keeping>({ kind: 'untouched' })
  const { letter, setLetter, isFailed, retry } = useBeginning(sheet, accountId, own)
  const [keeper] = useState(() => new DraftKeeper(client, draftOf(sheet), setKeeping, refusedOf(sheet)))
  const latest = useRef({ letter, filing })
  latest.current = { letter, filing }

  const change = useCallback<Change>(
    next => {
      const { letter, filing } = latest.current
      if (!letter) return
      const changed = next(letter)
      latest.current = { letter: changed, filing }
      setLetter(changed)
      const place = filing(changed)
      if (place) keeper.note(changed, place)
    },
    [keeper, setLetter],
  )
  useKeptOnLeaving(sheet, keeper, latest)
  useHeldBack(keeping.kind === 'failed')
  useRestored(sheet, letter !== null && mailboxes.known, change)
  const saveAgain = (): void => {
    change(letter => letter)
    keeper.flush()
  }
  const kept = { keeping, keeper, saveAgain }
  return { accountId, letter, isFailed, own, mailboxes, identities, change, filing, retry, ...kept }
}

const draftOf = ({ start, kept }: Sheet): string | null => {
  if (kept) return kept.draftId
  return start.kind === 'draft' && !start.record ? (start.emailId ?? null) : null
}

const refusedOf = ({ start }: Sheet): string | null => (start.record ? (start.emailId ?? null) : null)

function useBeginning(sheet: Sheet, accountId: string, own: Own) {
  const client = useClient()
  const t = useT(composeTexts)
  const language = useLanguage()
  const [letter, setLetter] = useState<Letter | null>(sheet.kept)
  const [isFailed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const context = useRef({ own, t, language })
  context.current = { own, t, language }
  useEffect(() => {
    if (sheet.kept) return
    let isOver = false
    const begin = async (): Promise<Letter> => {
      const identities = await readIdentities(client, accountId)
      const { own, t, language } = context.current
      const addresses = new Set([...own.addresses, ...identities.map(({ email }) => email.toLowerCase())])
      return beginLetter(sheet.start, { client, accountId, identities, own: addresses, language, t })
    }
    setFailed(false)
    begin().then(
      letter => isOver || setLetter(letter),
      () => isOver || setFailed(true),
    )
    return () => {
      isOver = true
    }
  }, [client, accountId, sheet.start, sheet.kept, attempt])
  return { letter, setLetter, isFailed, retry: () => setAttempt(attempt + 1) }
}

function useFiling(
  mailboxes: Mailboxes,
  identities: Writing['identities'],
  sender: NonNullable<Filing['sender']> | null,
): Writing['filing'] {
  const who = useWho()
  const mailboxId = mailboxes.ofRole('drafts')?.id
  return letter => {
    if (mailboxId === undefined) return null
    const identity = identities.find(({ id }) => id === letter.identityId)
    const from = identity ?? { name: who.name, email: who.address, replyTo: null }
    return {
      from: { name: from.name || null, email: from.email },
      sender,
      replyTo: from.replyTo,
      mailboxId,
      keywords: ['$draft', '$seen'],
    }
  }
}

/** Nothing is lost when the page is put away, the sheet closed or the session over. */
function useKeptOnLeaving(sheet: Sheet, keeper: DraftKeeper, latest: Latest): void {
  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState === 'hidden') keeper.flush()
    }
    document.addEventListener('visibilitychange', onHide)
    addEventListener('pagehide', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      removeEventListener('pagehide', onHide)
      keeper.close()
      const { letter } = latest.current
      if (letter && (keeper.draftId !== null || keeper.why !== null))
        desk.keep(sheet.key, { ...letter, draftId: keeper.draftId })
    }
  }, [sheet.key, keeper, latest])
}

type Latest = RefObject<{ readonly letter: Letter | null }>

/** The browser asks before it lets go of what could not be kept anywhere else. */
function useHeldBack(isAlone: boolean): void {
  useEffect(() => {
    if (!isAlone) return
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isAlone])
}

/** A letter that was thrown away and taken back, or that the server would not have, is kept again at once. */
function useRestored({ start, kept }: Sheet, isReady: boolean, change: Change): void {
  const isDue = useRef(kept ? kept.draftId === null : start.record !== undefined)
  useEffect(() => {
    if (!isReady || !isDue.current) return
    isDue.current = false
    change(letter => letter)
  }, [isReady, change])
}

/** Throws the letter away; gives the way back. */
export function discard(writing: Writing, sheet: Sheet): () => void {
  const { letter, keeper, accountId } = writing
  keeper.discard(accountId)
  desk.close(sheet.key)
  return () => letter && desk.open({ kind: 'new', accountId }, { kept: { ...letter, draftId: null } })
}
