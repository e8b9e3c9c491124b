import type { Database, KeptWindow } from './schema.ts'

const MOST_WINDOWS = 300

export const readWindow = (db: Database, key: string): Promise<KeptWindow | undefined> =>
  db.get('windows', key)

export async function writeWindow(db: Database, window: KeptWindow): Promise<void> {
  const tx = db.transaction('windows', 'readwrite')
  void tx.store.put(window)
  let surplus = (await tx.store.count()) - MOST_WINDOWS
  let cursor = surplus > 0 ? await tx.store.index('used').openCursor() : null
  while (cursor && surplus-- > 0) {
    void cursor.delete()
    cursor = await cursor.continue()
  }
  await tx.done
}
