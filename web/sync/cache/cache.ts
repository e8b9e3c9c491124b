import { accountOf } from '../disk/accounts.ts'
import {
  dropAnswers,
  dropAnswersUnder,
  lackingAnswers,
  readAnswer,
  trimAnswers,
  writeAnswer,
} from '../disk/answers.ts'
import type { Database } from '../disk/schema.ts'

export interface CacheSpec {
  /** What the answers are about: they go with the records. */
  readonly type: string
  /** What may be kept, about; the longest unused goes first. */
  readonly bytes: number
}

/** An answer used again after so long counts as used. */
const USE_MS = 3_600_000
const MOST_IN_MEMORY = 200
/** Below the limit, so that not every answer has the disk looked through. */
const TRIMMED = 0.9

/**
 * What the server has told of records beside their properties, by methods of the type's own: kept on this device as it
 * came, and so at hand at once and out of reach. It is of use for what never changes.
 */
export class Cache {
  readonly type: string
  readonly #name: string
  readonly #bytes: number
  readonly #db: Database
  readonly #onFailure: (error: unknown) => void
  readonly #memory = new Map<string, unknown>()
  /** Null until the disk was looked through. */
  #kept: number | null = null

  constructor(name: string, { type, bytes }: CacheSpec, db: Database, onFailure: (error: unknown) => void) {
    this.type = type
    this.#name = name
    this.#bytes = bytes
    this.#db = db
    this.#onFailure = onFailure
  }

  /** What is in memory. */
  find(accountId: string, id: string): unknown {
    return this.#memory.get(keyOf(accountId, id))
  }

  /** What is in memory or on disk; undefined when there is nothing. */
  async read(accountId: string, id: string): Promise<unknown> {
    const key = keyOf(accountId, id)
    if (this.#memory.has(key)) return this.#memory.get(key)
    const found = await readAnswer(this.#db, this.#name, key)
    if (!found) return undefined
    this.#remember(key, found.value)
    const usedAt = Date.now()
    if (usedAt - found.usedAt > USE_MS) await this.#write({ ...found, usedAt })
    return found.value
  }

  /** A disk that will not take it is no reason to do without: it is in memory. */
  async keep(accountId: string, id: string, value: unknown): Promise<void> {
    const key = keyOf(accountId, id)
    const size = JSON.stringify(value).length
    this.#remember(key, value)
    try {
      await this.#write({ key, value, size, usedAt: Date.now() })
      await this.#count(size)
    } catch (error) {
      this.#onFailure(error)
    }
  }

  /** Those of the records of which nothing is kept. */
  async lacking(accountId: string, ids: readonly string[]): Promise<string[]> {
    const keys = new Map(ids.map(id => [keyOf(accountId, id), id]))
    const lacking = await lackingAnswers(this.#db, this.#name, [...keys.keys()])
    return lacking.map(key => keys.get(key)!)
  }

  /** These records are no more. */
  async drop(accountId: string, ids: readonly string[]): Promise<void> {
    const keys = ids.map(id => keyOf(accountId, id))
    for (const key of keys) this.#memory.delete(key)
    await dropAnswers(this.#db, this.#name, keys)
  }

  /** It is no longer known which records of an account are there. */
  async dropAll(accountId: string): Promise<void> {
    this.#memory.clear()
    await dropAnswersUnder(this.#db, this.#name, keyOf(accountId, ''))
  }

  /** These accounts are no longer this person's to read; what is on disk of them goes with the rest of it. */
  forget(isLost: (accountId: string) => boolean): void {
    for (const key of this.#memory.keys()) if (isLost(accountOf(key))) this.#memory.delete(key)
  }

  #remember(key: string, value: unknown): void {
    this.#memory.delete(key)
    this.#memory.set(key, value)
    const [oldest] = this.#memory.keys()
    if (this.#memory.size > MOST_IN_MEMORY && oldest !== undefined) this.#memory.delete(oldest)
  }

  async #write(answer: { key: string; value: unknown; size: number; usedAt: number }): Promise<void> {
    await writeAnswer(this.#db, { cache: this.#name, ...answer })
  }

  async #count(size: number): Promise<void> {
    if (this.#kept === null) this.#kept = await trimAnswers(this.#db, this.#name, this.#bytes)
    else this.#kept += size
    if (this.#kept > this.#bytes) this.#kept = await trimAnswers(this.#db, this.#name, this.#bytes * TRIMMED)
  }
}

const keyOf = (accountId: string, id: string): string => `${accountId}/${id}`
