import type { Database, KeptAnswer } from './schema.ts'

export const readAnswer = (db: Database, cache: string, key: string): Promise<KeptAnswer | undefined> =>
  db.get('answers', [cache, key])

export async function writeAnswer(db: Database, answer: KeptAnswer): Promise<void> {
  await db.put('answers', answer)
}

/** Those of the keys under which nothing is kept. */
export async function lackingAnswers(
  db: Database,
  cache: string,
  keys: readonly string[],
): Promise<string[]> {
  const { store } = db.transaction('answers')
  const found = await Promise.all(keys.map(key => store.getKey([cache, key])))
  return keys.filter((_, at) => found[at] === undefined)
}

export async function dropAnswers(db: Database, cache: string, keys: readonly string[]): Promise<void> {
  const tx = db.transaction('answers', 'readwrite')
  for (const key of keys) void tx.store.delete([cache, key])
  await tx.done
}

/** Everything of a cache whose key begins so. */
export const dropAnswersUnder = (db: Database, cache: string, prefix: string): Promise<void> =>
  db.delete('answers', IDBKeyRange.bound([cache, prefix], [cache, `${prefix}\uffff`]))

/** Lets go of what was used the longest ago, down to `bytes`; tells how many are left. */
export async function trimAnswers(db: Database, cache: string, bytes: number): Promise<number> {
  const tx = db.transaction('answers', 'readwrite')
  const range = IDBKeyRange.bound([cache], [cache, []])
  let kept = 0
  let isFull = false
  let cursor = await tx.store.index('used').openKeyCursor(range, 'prev')
  while (cursor) {
    const [, , size] = cursor.key
    isFull ||= kept + size > bytes
    if (isFull) void tx.store.delete(cursor.primaryKey)
    else kept += size
    cursor = await cursor.continue()
  }
  await tx.done
  return kept
}
