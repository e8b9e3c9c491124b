import type { Database } from '../disk/schema.ts'
import type { Table } from '../record/table.ts'
import { Cache, type CacheSpec } from './cache.ts'

/** The caches that were asked for, by name. */
export class Caches {
  readonly #db: Database
  readonly #onFailure: (error: unknown) => void
  readonly #caches = new Map<string, Cache>()

  constructor(db: Database, onFailure: (error: unknown) => void) {
    this.#db = db
    this.#onFailure = onFailure
  }

  of(name: string, spec: CacheSpec): Cache {
    const cache = this.#caches.get(name) ?? new Cache(name, spec, this.#db, this.#onFailure)
    this.#caches.set(name, cache)
    return cache
  }

  /** Records of a table are no more; null where it is not known which. */
  drop({ type, accountId }: Table, ids: readonly string[] | null): void {
    for (const cache of this.#caches.values()) {
      if (cache.type !== type.name) continue
      const dropped = ids === null ? cache.dropAll(accountId) : cache.drop(accountId, ids)
      dropped.catch(this.#onFailure)
    }
  }

  /** Nothing of these accounts is at hand any more. */
  forget(isLost: (accountId: string) => boolean): void {
    for (const cache of this.#caches.values()) cache.forget(isLost)
  }
}
