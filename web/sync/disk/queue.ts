import type { Entry } from '../outbox/entry.ts'
import type { Database } from './schema.ts'

export const readQueue = (db: Database): Promise<Entry[]> => db.getAll('outbox')

const NONE: ReadonlyMap<string, string> = new Map()

/**
 * Rewrites the queue in one transaction, so that two tabs never lose each other's entries. Entries keep their order;
 * those of order 0 are new and go to the end. What became of ids is kept with it: a page that ends in between would find
 * a creation that waits, under an id that is known already.
 */
export async function rewriteQueue(db: Database, rewrite: Rewrite, aliases = NONE): Promise<Entry[]> {
  try {
    return await rewriteOnce(db, rewrite, aliases)
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error
    // What can be fetched again makes room for what somebody did.
    await db.clear('answers')
    return rewriteOnce(db, rewrite, aliases)
  }
}

type Rewrite = (entries: readonly Entry[]) => readonly Entry[]

async function rewriteOnce(
  db: Database,
  rewrite: Rewrite,
  aliases: ReadonlyMap<string, string>,
): Promise<Entry[]> {
  const tx = db.transaction(['outbox', 'aliases'], 'readwrite')
  const outbox = tx.objectStore('outbox')
  const before = await outbox.getAll()
  const after = inOrder(rewrite(before), before.at(-1)?.order ?? 0)
  const kept = new Set(after.map(entry => entry.order))
  for (const entry of before) if (!kept.has(entry.order)) void outbox.delete(entry.order)
  const unchanged = new Set(before)
  for (const entry of after) if (!unchanged.has(entry)) void outbox.put(entry)
  for (const [temporary, id] of aliases) void tx.objectStore('aliases').put({ temporary, id })
  await tx.done
  return after
}

function inOrder(entries: readonly Entry[], last: number): Entry[] {
  let order = last
  return entries.map(entry => (entry.order === 0 ? { ...entry, order: ++order } : entry))
}

export async function readAliases(db: Database): Promise<Map<string, string>> {
  return new Map((await db.getAll('aliases')).map(({ temporary, id }) => [temporary, id]))
}

export async function keepAliases(db: Database, aliases: ReadonlyMap<string, string>): Promise<void> {
  const tx = db.transaction('aliases', 'readwrite')
  for (const [temporary, id] of aliases) void tx.store.put({ temporary, id })
  await tx.done
}
