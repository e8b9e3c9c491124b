import type { Change } from '../../../../web/sync/change.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { temporaryId } from '../../../../web/sync/temporary.ts'
import type { Letter } from './letter.ts'
import { expectedOf, type Filing, messageOf } from './message-of.ts'

export type Keeping =
  | { readonly kind: 'untouched' | 'changed' | 'saving' | 'failed' }
  | { readonly kind: 'saved'; readonly at: Date }

/** After so long without a key the letter is kept. */
const PAUSE_MS = 2000

/**
 * Keeps a letter as a draft while it is written. A message never changes (RFC 8621 §4), so each time another one is made
 * and the one before destroyed, in one request; out of reach of the server both wait in the outbox.
 */
export class DraftKeeper {
  readonly #client: Client
  readonly #onChange: (keeping: Keeping) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #waiting: { letter: Letter; filing: Filing } | null = null
  #draftId: string | null

  constructor(client: Client, draftId: string | null, onChange: (keeping: Keeping) => void) {
    this.#client = client
    this.#draftId = draftId
    this.#onChange = onChange
  }

  get draftId(): string | null {
    return this.#draftId
  }

  /** The letter has changed. */
  note(letter: Letter, filing: Filing): void {
    this.#waiting = { letter, filing }
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.flush(), PAUSE_MS)
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
    if (this.#draftId !== null) this.#client.destroy('Email', this.#draftId, accountId)
    this.#draftId = null
  }

  #save(letter: Letter, filing: Filing): void {
    const ref = { type: 'Email', accountId: letter.accountId }
    const id = temporaryId()
    const creation = { record: messageOf(letter, filing), expected: expectedOf(letter, new Date()) }
    const changes: Change[] = [{ kind: 'create', ...ref, id, ...creation }]
    if (this.#draftId !== null) changes.push({ kind: 'destroy', ...ref, id: this.#draftId })
    this.#draftId = id
    this.#onChange({ kind: 'saving' })
    this.#client.perform(null, changes).saved.then(
      () => this.#tell(id, { kind: 'saved', at: new Date() }),
      () => this.#tell(id, { kind: 'failed' }),
    )
  }

  /** Unless the letter has been changed or kept again meanwhile. */
  #tell(id: string, keeping: Keeping): void {
    if (this.#draftId === id && !this.#waiting) this.#onChange(keeping)
  }
}
