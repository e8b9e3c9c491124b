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

/** After so long without a key the letter is kept. */
const PAUSE_MS = 2_000
/** So long while what was kept last has not reached the server: each copy has a journey of its own before it. */
const PAUSE_WAITING_MS = 10_000

/**
 * Keeps a letter as a draft while it is written. A message never changes (RFC 8621 §4), so each time another one is
 * made. The one before goes once the server has made the other, never in the same request, where one could succeed and
 * the other not; out of reach of the server all of it waits in the outbox.
 */
export class DraftKeeper {
  readonly #client: Client
  readonly #onChange: (keeping: Keeping) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #waiting: { letter: Letter; filing: Filing } | null = null
  /** Drafts that hold the letter, as far as is known: one, and more while a change of them is on its way. */
  #drafts: readonly string[]
  /** The last one made, until the server has it. */
  #making: string | null = null

  constructor(client: Client, draftId: string | null, onChange: (keeping: Keeping) => void) {
    this.#client = client
    this.#drafts = draftId === null ? [] : [draftId]
    this.#onChange = onChange
  }

  /** The newest. */
  get draftId(): string | null {
    return this.#drafts.at(-1) ?? null
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
    this.#waiting = null
    this.#save(letter, filing)
  }

  /** The draft goes; what waits is forgotten. */
  discard(accountId: string): void {
    clearTimeout(this.#timer)
    this.#waiting = null
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
    const before = this.#drafts
    const changes: Change[] = [
      { kind: 'create', ...ref, id, ...creation },
      ...before.map(old => ({ kind: 'destroy', ...ref, id: old, onceMade: id }) as const),
    ]
    this.#drafts = [...before, id]
    this.#making = id
    this.#onChange({ kind: 'saving' })
    const [made, ...gone] = this.#client.perform(null, changes).each
    made!.then(
      () => this.#settle(id, { kind: 'saved', at: new Date() }),
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

  #forget(id: string): void {
    this.#drafts = this.#drafts.filter(other => other !== id)
  }

  /** Told unless the letter has been changed or kept again meanwhile. */
  #settle(id: string, keeping: Keeping): void {
    if (this.#making !== id) return
    this.#making = null
    if (!this.#waiting) this.#onChange(keeping)
  }
}

const wordOf = (error: unknown): string =>
  error instanceof Refused && typeof error.details['type'] === 'string' ? error.details['type'] : ''
