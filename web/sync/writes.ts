import { Refused } from '../../lib/errors.ts'
import type { JsonObject } from '../../wire/jmap/json.ts'
import { type Change, refKey } from './change.ts'
import { Listeners } from './listeners.ts'
import { type Calls, createdBy, type Entry, newEntry } from './outbox/entry.ts'
import { isDestructionOf, type Outbox } from './outbox/outbox.ts'
import type { Outcome, Reason } from './outbox/outcome.ts'
import { invertChange, type UndoToken } from './outbox/undo.ts'
import type { Tables } from './record/tables.ts'
import { temporaryId } from './temporary.ts'

/** Something done here. */
export interface Doing {
  /** Settles when the server has done it too; rejects with `Refused` when it will not. */
  readonly saved: Promise<void>
}

export interface Performed extends UndoToken, Doing {
  /** The same of each change by itself, in their order. */
  readonly each: readonly Promise<void>[]
}

export interface CallsToSend extends Calls {
  readonly label?: string
  /** What to show until the server has answered. */
  readonly effects?: readonly Change[]
  /** Names what is done together with something else: people see one thing that waits. */
  readonly doing?: string
}

/** The server refused what was shown as done; it was taken back. */
export interface Refusal {
  readonly label: string | null
  readonly effects: readonly Change[]
  readonly reason: Reason
}

/** Does things at once, and leaves them to the outbox. */
export class Writes {
  readonly onRefused = new Listeners<[refusal: Refusal]>()
  readonly #outbox: Outbox
  readonly #tables: Tables
  readonly #tickets = new Map<string, (outcome: Outcome) => void>()

  constructor(outbox: Outbox, tables: Tables) {
    this.#outbox = outbox
    this.#tables = tables
    outbox.onOutcome.add((outcome, entry) => this.#settle(outcome, entry))
  }

  perform(label: string | null, changes: readonly Change[], doing = temporaryId()): Performed {
    const resolved = changes.map(change => this.#resolved(change))
    const inverse = resolved.flatMap(change => this.#invert(change) ?? []).reverse()
    const entries = resolved.map(change => this.#entry(label, doing, [change], null))
    return { label: label ?? '', inverse, ...this.#add(entries) }
  }

  /** Whether or not the server has done it yet. */
  async undo({ label, inverse }: UndoToken): Promise<void> {
    const changes: Change[] = []
    for (const change of inverse) {
      const restored = change.kind === 'create' ? await this.#restore(change) : change
      if (restored) changes.push(restored)
    }
    if (changes.length > 0) this.perform(label, changes)
    await this.#outbox.written()
  }

  enqueue({ using, methodCalls, label, effects, doing = temporaryId() }: CallsToSend): Doing {
    const resolved = (effects ?? []).map(change => this.#resolved(change))
    const entry = this.#entry(label ?? null, doing, resolved, { using, methodCalls })
    return { saved: this.#add([entry]).saved }
  }

  /** Takes back the calls that are to make what has this temporary id; false when they may have left. */
  async withdraw(id: string): Promise<boolean> {
    await this.#outbox.written()
    return (await this.#outbox.cancel(entry => entry.calls !== null && createdBy(entry).includes(id))) > 0
  }

  /** Either the destruction had not left yet, or the record is made once more under another id. */
  async #restore(creation: Extract<Change, { kind: 'create' }>): Promise<Change | null> {
    await this.#outbox.written()
    if ((await this.#outbox.cancel(isDestructionOf(refKey(creation)))) > 0) return null
    const id = temporaryId()
    this.#outbox.known.set(creation.id, id)
    return { ...creation, id }
  }

  #entry(label: string | null, doing: string, effects: readonly Change[], calls: Calls | null): Entry {
    return newEntry({ tickets: [temporaryId()], label, doing, effects, calls })
  }

  #add(entries: readonly Entry[]): Pick<Performed, 'saved' | 'each'> {
    const each = entries.map(entry => this.#outcomeOf(entry.tickets[0]!))
    void this.#outbox.add(entries)
    const saved = Promise.all(each).then(() => undefined)
    for (const outcome of [saved, ...each]) outcome.catch(() => undefined)
    return { saved, each }
  }

  async #outcomeOf(ticket: string): Promise<void> {
    const outcome = await new Promise<Outcome>(resolve => this.#tickets.set(ticket, resolve))
    if (outcome.kind === 'done') return
    const { type, description, properties } = outcome.reason
    throw new Refused('notPossible', description ?? type, { type, properties })
  }

  #settle(outcome: Outcome, entry: Entry | null): void {
    for (const ticket of outcome.tickets) {
      this.#tickets.get(ticket)?.(outcome)
      this.#tickets.delete(ticket)
    }
    if (outcome.kind === 'refused' && entry)
      this.onRefused.tell({ label: entry.label, effects: entry.effects, reason: outcome.reason })
  }

  #resolved(change: Change): Change {
    const id = this.#outbox.resolve(change.id)
    return change.kind === 'destroy' ? { ...change, id } : { ...change, id, at: presentSecond() }
  }

  #invert(change: Change): Change | null {
    const table = this.#tables.of(change.accountId, change.type)
    const record: JsonObject | null = table.read(change.id) ?? null
    return invertChange(table.type, record, change)
  }
}

/** Instants go to the second on the wire. */
const presentSecond = (): string => new Date().toISOString().slice(0, 19) + 'Z'
