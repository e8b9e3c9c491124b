import type { Change } from '../change.ts'
import { readAliases, readQueue, rewriteQueue } from '../disk/queue.ts'
import type { Database } from '../disk/schema.ts'
import { Listeners } from '../listeners.ts'
import { coalesce, type IsIdle } from './coalesce.ts'
import { countDoings } from './doings.ts'
import { changeOf, type Entry, keyOf } from './entry.ts'
import type { Outcome } from './outcome.ts'
import { Pending, sameTable } from './pending.ts'
import type { Settled } from './settle.ts'

/**
 * What was done here and is not known to have come back from the server, in order:
 *
 *   settled   done by the server; shown until the table has caught up past it
 *   queue     as on disk, shared by all tabs
 *   adding    shown at once, being written to disk
 */
export class Outbox {
  /** Temporary id → true id. */
  readonly known = new Map<string, string>()
  readonly onChange = new Listeners()
  /** The queue on disk has more. */
  readonly onQueued = new Listeners()
  readonly onOutcome = new Listeners<[outcome: Outcome, entry: Entry | null]>()
  readonly #db: Database
  readonly #isIdle: IsIdle
  #queue: readonly Entry[] = []
  #adding: readonly Entry[] = []
  #settled: readonly { readonly change: Change; readonly serial: number }[] = []
  #serial = 0
  #pending = new Pending([], new Map())
  #writing: Promise<unknown> = Promise.resolve()

  constructor(db: Database, isIdle: IsIdle) {
    this.#db = db
    this.#isIdle = isIdle
  }

  async open(): Promise<void> {
    for (const [temporary, id] of await readAliases(this.#db)) this.known.set(temporary, id)
    await this.reload()
  }

  get pending(): Pending {
    return this.#pending
  }

  /** What waits to be sent. */
  get queue(): readonly Entry[] {
    return this.#queue
  }

  /** How many doings wait to be sent. */
  get size(): number {
    return countDoings([...this.#queue, ...this.#adding])
  }

  /** Marks what is settled so far; see `release`. */
  get serial(): number {
    return this.#serial
  }

  resolve(id: string): string {
    const known = this.known.get(id)
    return known === undefined || known === id ? id : this.resolve(known)
  }

  /** Shows entries at once, and settles when the disk has them. */
  add(entries: readonly Entry[]): Promise<void> {
    this.#adding = [...this.#adding, ...entries]
    this.#show()
    return this.#write(async () => {
      let vanished: readonly string[] = []
      const queue = await this.#rewriteOrRefuse(entries, before => {
        const merged = coalesce(before, entries, change => this.#isIdle(change) && !this.#isUnsettled(change))
        vanished = merged.vanished
        return merged.entries
      })
      this.#adding = this.#adding.filter(entry => !entries.includes(entry))
      this.#queue = queue
      this.#show()
      this.onQueued.tell()
      if (vanished.length > 0) this.onOutcome.tell({ kind: 'done', tickets: vanished, created: {} }, null)
    })
  }

  /** Takes entries that were not sent out of the queue; tells how many there were. */
  async cancel(isMeant: (entry: Entry) => boolean): Promise<number> {
    let cancelled: readonly Entry[] = []
    await this.#rewrite(entries => {
      cancelled = entries.filter(entry => !entry.isSent && isMeant(entry))
      return entries.filter(entry => !cancelled.includes(entry))
    })
    return cancelled.length
  }

  /** From now on these may have happened. Gives them as they are on disk: another tab may have added to them. */
  async markSent(batch: readonly Entry[]): Promise<readonly Entry[]> {
    const orders = new Set(batch.map(entry => entry.order))
    await this.#rewrite(entries =>
      entries.map(entry => (orders.has(entry.order) && !entry.isSent ? { ...entry, isSent: true } : entry)),
    )
    return this.#queue.filter(entry => orders.has(entry.order))
  }

  countAttempt(batch: readonly Entry[]): Promise<void> {
    const orders = new Set(batch.map(entry => entry.order))
    return this.#rewrite(entries =>
      entries.map(entry => (orders.has(entry.order) ? { ...entry, attempts: entry.attempts + 1 } : entry)),
    )
  }

  /** Takes what was settled off the disk. */
  async discard(settled: readonly Settled[]): Promise<void> {
    const tickets = new Set(settled.map(({ entry }) => entry.tickets[0]))
    await this.#rewrite(
      entries => entries.filter(entry => !tickets.has(entry.tickets[0])),
      createdIn(settled),
    )
    this.onQueued.tell()
  }

  /** Learns, in each tab, what became of entries. */
  learn(settled: readonly Settled[]): void {
    const tickets = new Set(settled.map(({ entry }) => entry.tickets[0]))
    for (const [temporary, id] of createdIn(settled)) this.known.set(temporary, id)
    this.#queue = this.#queue.filter(entry => !tickets.has(entry.tickets[0]))
    const serial = ++this.#serial
    const done = settled.filter(({ outcome }) => outcome.kind === 'done')
    this.#settled = [
      ...this.#settled,
      ...done.flatMap(({ entry }) => entry.effects.map(change => ({ change, serial }))),
    ]
    this.#show()
    for (const { outcome, entry } of settled) this.onOutcome.tell(outcome, entry)
  }

  /** A table has caught up past what was settled when `serial` was read. */
  release(table: string, serial: number): void {
    const kept = this.#settled.filter(s => s.serial > serial || !sameTable(s.change, table))
    if (kept.length === this.#settled.length) return
    this.#settled = kept
    this.#show()
  }

  reload(): Promise<void> {
    return this.#write(async () => {
      this.#queue = await readQueue(this.#db)
      this.#show()
    })
  }

  /** Settles when all that was added is on disk. */
  async written(): Promise<void> {
    await this.#writing
  }

  #isUnsettled(change: Change): boolean {
    return this.#settled.some(({ change: { id, type } }) => id === change.id && type === change.type)
  }

  #rewrite(
    rewrite: (entries: readonly Entry[]) => readonly Entry[],
    aliases?: ReadonlyMap<string, string>,
  ): Promise<void> {
    return this.#write(async () => {
      this.#queue = await rewriteQueue(this.#db, rewrite, aliases)
      this.#show()
    })
  }

  /** A disk that is full refuses what was done, rather than forget it later. */
  async #rewriteOrRefuse(
    added: readonly Entry[],
    rewrite: (entries: readonly Entry[]) => readonly Entry[],
  ): Promise<readonly Entry[]> {
    try {
      return await rewriteQueue(this.#db, rewrite)
    } catch (error) {
      const reason = { type: 'notStored', description: String(error), properties: [] }
      for (const entry of added)
        this.onOutcome.tell({ kind: 'refused', tickets: entry.tickets, reason }, entry)
      return this.#queue
    }
  }

  #write(work: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(work)
    this.#writing = done.catch(() => undefined)
    return done
  }

  #show(): void {
    const effects = [...this.#queue, ...this.#adding].flatMap(entry => entry.effects)
    this.#pending = new Pending([...this.#settled.map(s => s.change), ...effects], this.known)
    this.onChange.tell()
  }
}

const createdIn = (settled: readonly Settled[]): Map<string, string> =>
  new Map(settled.flatMap(({ outcome }) => (outcome.kind === 'done' ? Object.entries(outcome.created) : [])))

/** Whether an entry is the unsent destruction of a record. */
export const isDestructionOf =
  (key: string) =>
  (entry: Entry): boolean =>
    changeOf(entry)?.kind === 'destroy' && keyOf(entry) === key
