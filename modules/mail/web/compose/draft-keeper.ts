import { Refused } from '../../../../lib/errors.ts'
import type { Change } from '../../../../web/sync/change.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { temporaryId } from '../../../../web/sync/temporary.ts'
import type { Letter } from './letter.ts'
import { expectedOf, type Filing, messageOf } from './message-of.ts'

export type Keeping =
  | { readonly kind: 'untouched' | 'changed' | 'saving' }
  | { readonly kind: 'saved'; readonly at: Date }
  /** `why` is the server's word for it. */
  | { readonly kind: 'failed'; readonly why: string }

interface Copy {
  readonly letter: Letter
  readonly filing: Filing
}

/** After so long without a key the letter is kept. */
const PAUSE_MS = 2_000
/** So long while what was kept last has not reached the server: each copy has a journey of its own before it. */
const PAUSE_WAITING_MS = 10_000

/** Drafts that letters which lie open have made: whoever writes them sees what becomes of them. */
const minded = new Set<string>()

export const isMinded = (draftId: string): boolean => minded.has(draftId)

/** Copies that are to go once the server has another, by that one: they stay where it would not have it. */
const older = new Map<string, readonly string[]>()

export const noteOlder = (refusedId: string, draftId: string): void =>
  void older.set(refusedId, [...new Set([...(older.get(refusedId) ?? []), draftId])])

/**
 * Keeps a letter as a draft while it is written. A message never changes (RFC 8621 §4), so each time another one is
 * made. The one before goes once the server has made the other, never in the same request, where one could succeed and
 * the other not; out of reach of the server all of it waits in the outbox.
 */
export class DraftKeeper {
  readonly #client: Client
  readonly #onChange: (keeping: Keeping) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #waiting: Copy | null = null
  #last: Copy | null = null
  /** Drafts that hold the letter, as far as is known: one, and more while a change of them is on its way. */
  #drafts: readonly string[]
  /** The last one made, until the server has it. */
  #making: string | null = null
  readonly #made = new Set<string>()
  readonly #refusedId: string | null
  #why: string | null = null

  /** Goes on with a draft, or with one that the server would not have. */
  constructor(
    client: Client,
    draftId: string | null,
    onChange: (keeping: Keeping) => void,
    refusedId: string | null = null,
  ) {
    this.#client = client
    this.#refusedId = refusedId
    this.#drafts = draftId === null ? [] : [draftId]
    this.#onChange = onChange
  }

  /** The newest. */
  get draftId(): string | null {
    return this.#drafts.at(-1) ?? null
  }

  /** The server's word for why it would not have the last copy; null when it has it. */
  get why(): string | null {
    return this.#why
  }

  /** The letter lies open no more; what waits is kept, and what could not be kept is tried again. */
  close(): void {
    if (this.#why !== null) this.#waiting ??= this.#last
    this.flush()
    for (const id of this.#made) minded.delete(id)
  }

  /** The letter has changed. */
  note(letter: Letter, filing: Filing): void {
    this.#waiting = { letter, filing }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), this.#making === null ? PAUSE_MS : PAUSE_WAITING_MS)
    this.#onChange({ kind: 'changed' })
  }

  /** Keeps now what waits. */
  flush(): void {
    clearTimeout(this.#timer)
    if (!this.#waiting) return
    const { letter, filing } = this.#waiting
    this.#last = this.#waiting
    this.#waiting = null
    this.#save(letter, filing)
  }

  /** The draft goes; what waits is forgotten. */
  discard(accountId: string): void {
    clearTimeout(this.#timer)
    this.#waiting = null
    this.#why = null
    this.#client.perform(
      null,
      this.#drafts.map(id => ({ kind: 'destroy', type: 'Email', accountId, id })),
    )
    this.#drafts = []
  }

  #save(letter: Letter, filing: Filing): void {
    const ref = { type: 'Email', accountId: letter.accountId }
    const id = temporaryId()
    const creation = { record: messageOf(letter, filing), expected: expectedOf(letter, new Date()) }
    const before = [...new Set([...this.#takeOlder(), ...this.#drafts])]
    const changes: Change[] = [
      { kind: 'create', ...ref, id, ...creation },
      ...before.map(old => ({ kind: 'destroy', ...ref, id: old, onceMade: id }) as const),
    ]
    older.set(id, before)
    this.#drafts = [...before, id]
    this.#made.add(id)
    minded.add(id)
    this.#making = id
    this.#onChange({ kind: 'saving' })
    const [made, ...gone] = this.#client.perform(null, changes).each
    made!.then(
      () => {
        older.delete(id)
        this.#settle(id, { kind: 'saved', at: new Date() })
      },
      error => {
        this.#forget(id)
        this.#settle(id, { kind: 'failed', why: wordOf(error) })
      },
    )
    for (const [at, one] of gone.entries())
      one.then(
        () => this.#forget(before[at]!),
        () => undefined,
      )
  }

  #takeOlder(): readonly string[] {
    if (this.#refusedId === null) return []
    const found = older.get(this.#refusedId) ?? []
    older.delete(this.#refusedId)
    return found
  }

  #forget(id: string): void {
    this.#drafts = this.#drafts.filter(other => other !== id)
  }

  /** Told unless the letter has been changed or kept again meanwhile. */
  #settle(id: string, keeping: Keeping): void {
    if (this.#making !== id) return
    this.#making = null
    this.#why = keeping.kind === 'failed' ? keeping.why : null
    if (!this.#waiting) this.#onChange(keeping)
  }
}

export const wordOf = (error: unknown): string =>
  error instanceof Refused && typeof error.details['type'] === 'string' ? error.details['type'] : ''
