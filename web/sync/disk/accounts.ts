import type { Database } from './schema.ts'

/** Takes what was kept of accounts off the disk: they are no longer this person's to read. */
export async function dropAccounts(db: Database, isLost: (accountId: string) => boolean): Promise<void> {
  const tx = db.transaction(['tables', 'records', 'windows', 'answers'], 'readwrite')
  for (const key of await tx.objectStore('tables').getAllKeys()) {
    if (!isLost(accountOf(key))) continue
    void tx.objectStore('tables').delete(key)
    void tx.objectStore('records').delete(IDBKeyRange.bound([key, ''], [key, '\uffff']))
  }
  for (const key of await tx.objectStore('windows').getAllKeys())
    if (isLost(accountOfWindow(key))) void tx.objectStore('windows').delete(key)
  for (const key of await tx.objectStore('answers').getAllKeys())
    if (isLost(accountOf(key[1]))) void tx.objectStore('answers').delete(key)
  await tx.done
}

/** Keys of tables and of answers begin with the account. */
export const accountOf = (key: string): string => key.slice(0, key.indexOf('/'))

/** The key of a list is its question as JSON, which begins with the account. */
const accountOfWindow = (key: string): string => /^\["([^"]*)"/.exec(key)?.[1] ?? ''
