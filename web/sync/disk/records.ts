import type { IDBPTransaction } from 'idb'
import type { WireRecord } from '../../../wire/jmap/record.ts'
import type { Table } from '../record/table.ts'
import type { Database, KeptRecord, SyncSchema } from './schema.ts'

type Writing = IDBPTransaction<SyncSchema, ['tables', 'records'], 'readwrite'>

export async function readState(db: Database, table: string): Promise<string | null> {
  return (await db.get('tables', table))?.state ?? null
}

/** Kept records, with the state that they are at least as new as. */
export async function readRecords(
  db: Database,
  table: string,
  ids: readonly string[],
): Promise<{ state: string | null; kept: KeptRecord[] }> {
  const tx = db.transaction(['tables', 'records'])
  const about = tx.objectStore('tables').get(table)
  const found = await Promise.all(ids.map(id => tx.objectStore('records').get([table, id])))
  return { state: (await about)?.state ?? null, kept: found.filter(record => record !== undefined) }
}

/** Every kept record of a table: for a question put while the server cannot be reached. */
export async function readAllRecords(db: Database, table: string): Promise<WireRecord[]> {
  return (await db.getAll('records', tableRange(table))).map(kept => kept.record)
}

/**
 * Brings the disk to what a table holds. Another tab may have written in the meantime: what is noted here completes the
 * disk only when that stands where this table left it, or where this table is now. Otherwise nothing is written, and
 * the state of the disk is the answer.
 */
export async function writeTable(db: Database, table: Table, limit: number): Promise<string | null> {
  const { state, ledger } = table
  if (state === null) return null
  const tx = db.transaction(['tables', 'records'], 'readwrite')
  const onDisk = (await tx.objectStore('tables').get(table.key))?.state ?? null
  const isAnew = ledger.isAnew || onDisk === null
  if (!isAnew && onDisk !== state && onDisk !== ledger.stateOnDisk) return onDisk
  if (isAnew) startAnew(tx, table)
  const takeBack = writeLedger(tx, table, state)
  try {
    await evict(tx, table.key, limit)
    await tx.done
  } catch (error) {
    takeBack()
    throw error
  }
  return null
}

function startAnew(tx: Writing, table: Table): void {
  void tx.objectStore('records').delete(tableRange(table.key))
  table.ledger.note(table.ids())
}

/** Clears the ledger at once: what changes while the disk works is noted anew. */
function writeLedger(tx: Writing, table: Table, state: string): () => void {
  const records = tx.objectStore('records')
  const usedAt = Date.now()
  for (const id of table.ledger.dropped) void records.delete([table.key, id])
  for (const id of table.ledger.dirty) {
    const record = table.held(id)
    if (record) void records.put({ table: table.key, id, record, usedAt })
  }
  void tx.objectStore('tables').put({ key: table.key, state })
  return table.ledger.settle(state)
}

/** Lets the records go that were used the longest ago. */
async function evict(tx: Writing, table: string, limit: number): Promise<void> {
  const records = tx.objectStore('records')
  let surplus = (await records.count(tableRange(table))) - limit
  const range = IDBKeyRange.bound([table, 0], [table, Number.MAX_SAFE_INTEGER])
  let cursor = surplus > 0 ? await records.index('used').openCursor(range) : null
  while (cursor && surplus-- > 0) {
    void cursor.delete()
    cursor = await cursor.continue()
  }
}

const tableRange = (table: string): IDBKeyRange => IDBKeyRange.bound([table, ''], [table, '\uffff'])
