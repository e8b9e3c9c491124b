import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { WireRecord } from '../../../wire/jmap/record.ts'
import type { Entry } from '../outbox/entry.ts'

/**
 * One database per person who signed in.
 *
 *   about     fingerprint of the descriptors, the session
 *   tables    state of each (account, type) whose records are kept
 *   records   [table, id] → record, by last use
 *   windows   ids of a query, as far as they are known
 *   outbox    what waits to be sent; with `aliases` and `blobs` it survives a change of descriptors
 *   aliases   temporary id → true id
 *   blobs     files chosen while the server could not be reached
 *   answers   [cache, key] → what is known of a record beside its properties, by last use
 *
 * Invariant: each record of a table is at least as new as the table's state, so that /changes from there mends it.
 */
export interface SyncSchema extends DBSchema {
  about: { key: string; value: unknown }
  tables: { key: string; value: { key: string; state: string } }
  records: {
    key: [string, string]
    value: KeptRecord
    indexes: { used: [string, number] }
  }
  windows: { key: string; value: KeptWindow; indexes: { used: number } }
  outbox: { key: number; value: Entry }
  aliases: { key: string; value: { temporary: string; id: string } }
  blobs: { key: string; value: KeptBlob }
  answers: {
    key: [cache: string, key: string]
    value: KeptAnswer
    indexes: { used: [cache: string, usedAt: number, size: number] }
  }
}

export interface KeptRecord {
  readonly table: string
  readonly id: string
  readonly record: WireRecord
  readonly usedAt: number
}

export interface KeptWindow {
  readonly key: string
  readonly ids: readonly (string | undefined)[]
  readonly state: string
  readonly canCalculateChanges: boolean
  readonly usedAt: number
}

export interface KeptBlob {
  readonly id: string
  readonly accountId: string
  readonly file: Blob
}

export interface KeptAnswer {
  readonly cache: string
  readonly key: string
  readonly value: unknown
  /** About so many bytes. */
  readonly size: number
  readonly usedAt: number
}

export type Database = IDBPDatabase<SyncSchema>

export const openDatabase = (name: string): Promise<Database> =>
  openDB<SyncSchema>(name, 2, {
    upgrade(db, before) {
      const answers = db.createObjectStore('answers', { keyPath: ['cache', 'key'] })
      answers.createIndex('used', ['cache', 'usedAt', 'size'])
      if (before > 0) return
      db.createObjectStore('about')
      db.createObjectStore('tables', { keyPath: 'key' })
      db.createObjectStore('records', { keyPath: ['table', 'id'] }).createIndex('used', ['table', 'usedAt'])
      db.createObjectStore('windows', { keyPath: 'key' }).createIndex('used', 'usedAt')
      db.createObjectStore('outbox', { keyPath: 'order' })
      db.createObjectStore('aliases', { keyPath: 'temporary' })
      db.createObjectStore('blobs', { keyPath: 'id' })
    },
    blocking: (_now, _next, event) => (event.target as IDBDatabase).close(),
  })

/** Drops what can be fetched again when it was kept under other descriptors; what waits to be sent stays. */
export async function dropForeign(db: Database, fingerprint: string): Promise<void> {
  const tx = db.transaction(['about', 'tables', 'records', 'windows', 'answers'], 'readwrite')
  const about = tx.objectStore('about')
  if ((await about.get('fingerprint')) !== fingerprint) {
    for (const name of ['tables', 'records', 'windows', 'answers'] as const) void tx.objectStore(name).clear()
    void about.put(fingerprint, 'fingerprint')
  }
  await tx.done
}
