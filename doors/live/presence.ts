import type { Signal, Signals } from '../../core/signals.ts'
import type { AccountId } from '../../lib/id.ts'
import type { Present } from '../../wire/jmap/live.ts'
import { FORGET_MS, RENEW_MS } from './limits.ts'

// Who is at which record, in every process of the house: nothing of it is ever written.
//
//   visit ──at──▶ Presence ──signal──▶ Presence of other processes
//                    └── watchers: the visits that have joined the ground
//
// A process tells again of its own every few seconds, and forgets those of others whom it does not hear of again.

/** One connection, at one record. */
interface Entry extends Present {
  readonly accountId: AccountId
  readonly type: string
  /** The connection: somebody with two windows is there until both have gone. */
  readonly visit: string
}

const KIND = 'present'

export class Presence {
  readonly #signals: Signals
  readonly #now: () => number
  readonly #own = new Map<string, Entry>()
  readonly #others = new Map<string, { entry: Entry; until: number }>()
  readonly #watchers = new Map<string, Set<() => void>>()
  readonly #renewal: NodeJS.Timeout
  readonly #unsubscribe: () => void

  constructor(signals: Signals, now: () => number = Date.now) {
    this.#signals = signals
    this.#now = now
    this.#unsubscribe = signals.subscribe(null, signal => this.#hear(signal))
    this.#renewal = setInterval(() => this.renew(), RENEW_MS)
  }

  /** Puts a connection at a record of a ground, or with null at none. */
  put(visit: string, entry: Omit<Entry, 'visit' | 'id'>, id: string | null): void {
    const key = keyOf(visit, entry.accountId, entry.type)
    const before = this.#own.get(key)
    if ((before?.id ?? null) === id) return
    if (id === null) this.#own.delete(key)
    else this.#own.set(key, { ...entry, id, visit })
    this.#tell({ ...entry, visit, id })
    this.#stir(entry.accountId, entry.type)
  }

  /** Somebody at each record, once however many windows they have there. */
  list(accountId: AccountId, type: string): Present[] {
    const found = new Map<string, Present>()
    for (const entry of this.#entries())
      if (entry.accountId === accountId && entry.type === type) {
        const { id, principalId, name } = entry
        found.set(`${id} ${principalId}`, { id, principalId, name })
      }
    return [...found.values()]
  }

  watch(accountId: AccountId, type: string, listener: () => void): () => void {
    const ground = groundOf(accountId, type)
    const watchers = this.#watchers.get(ground) ?? new Set()
    this.#watchers.set(ground, watchers.add(listener))
    return () => {
      watchers.delete(listener)
      if (watchers.size === 0 && this.#watchers.get(ground) === watchers) this.#watchers.delete(ground)
    }
  }

  /** Tells again of those here, and forgets whoever of elsewhere was not told of for long. */
  renew(): void {
    for (const entry of this.#own.values()) this.#tell(entry)
    for (const [key, { entry, until }] of this.#others)
      if (until <= this.#now()) {
        this.#others.delete(key)
        this.#stir(entry.accountId, entry.type)
      }
  }

  close(): void {
    clearInterval(this.#renewal)
    this.#unsubscribe()
  }

  *#entries(): Generator<Entry> {
    yield* this.#own.values()
    for (const { entry, until } of this.#others.values()) if (until > this.#now()) yield entry
  }

  #tell(entry: Omit<Entry, 'id'> & { readonly id: string | null }): void {
    this.#signals.publish([{ kind: KIND, ...entry }])
  }

  #hear(signal: Signal): void {
    if (signal.kind !== KIND) return
    const entry = signal as unknown as Entry & { id: string | null }
    const key = keyOf(entry.visit, entry.accountId, entry.type)
    // Told by this very process: signals come back to who sent them.
    if (this.#own.has(key)) return
    const before = this.#others.get(key)?.entry.id ?? null
    if (entry.id === null) this.#others.delete(key)
    else this.#others.set(key, { entry, until: this.#now() + FORGET_MS })
    if (before !== entry.id) this.#stir(entry.accountId, entry.type)
  }

  #stir(accountId: AccountId, type: string): void {
    for (const listener of this.#watchers.get(groundOf(accountId, type)) ?? []) listener()
  }
}

const groundOf = (accountId: AccountId, type: string): string => `${accountId} ${type}`
const keyOf = (visit: string, accountId: AccountId, type: string): string => `${visit} ${accountId} ${type}`
