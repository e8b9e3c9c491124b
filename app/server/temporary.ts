import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Longer than anything takes that is still being written. */
const ABANDONED_MS = 24 * 60 * 60 * 1000

/**
 * The folder for what is on its way in, without what a crash left there. Other processes of the house may be writing in it:
 * of theirs only what is old is taken.
 */
export async function openTemporary(folder: string, isAlone: boolean): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (isAlone || (await isAbandoned(path))) await rm(path, { recursive: true, force: true })
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && Date.now() - found.mtimeMs > ABANDONED_MS
}
