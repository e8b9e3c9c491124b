import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

// An authority bears few failures: Let's Encrypt five validations of a name in an hour, for each account. So pauses grow, and
// a file beside the keys remembers them, however often the server is started.

/** Of an order that has not succeeded yet. */
export interface Attempts {
  readonly count: number
  readonly nextAt: Date
  /** What went wrong last; null while nobody knows, as when the process ended meanwhile. */
  readonly reason: string | null
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** After so many attempts that failed; the last one repeats. */
const PAUSES = [20 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR]

/** What is asked of whom: another name or another authority begins anew. */
export interface Asked {
  readonly directory: string
  readonly hostname: string
}

const fileIn = (folder: string): string => join(folder, 'acme-attempts.json')

interface Kept extends Asked {
  readonly count: number
  readonly nextAt: string
  readonly reason: string | null
}

/** Null when nothing has failed, or nobody can read what did. */
export async function readAttempts(folder: string, asked: Asked): Promise<Attempts | null> {
  try {
    const kept = JSON.parse(await readFile(fileIn(folder), 'utf8')) as Kept
    if (kept.directory !== asked.directory || kept.hostname !== asked.hostname) return null
    const nextAt = new Date(kept.nextAt)
    if (!Number.isInteger(kept.count) || Number.isNaN(nextAt.getTime())) return null
    return { count: kept.count, nextAt, reason: kept.reason }
  } catch {
    return null
  }
}

/** Written before each attempt, as if it had failed: so one that ends the process counts. */
export async function beginAttempt(folder: string, asked: Asked, now: Date): Promise<Attempts> {
  const count = ((await readAttempts(folder, asked))?.count ?? 0) + 1
  const pause = PAUSES[Math.min(count, PAUSES.length) - 1]!
  const begun = { count, nextAt: new Date(now.getTime() + pause), reason: null }
  await write(folder, asked, begun)
  return begun
}

export const failAttempt = (folder: string, asked: Asked, begun: Attempts, reason: string): Promise<void> =>
  write(folder, asked, { ...begun, reason: reason.slice(0, 2000) })

export const forgetAttempts = (folder: string): Promise<void> => rm(fileIn(folder), { force: true })

async function write(folder: string, { directory, hostname }: Asked, attempts: Attempts): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fresh = `${fileIn(folder)}.${process.pid}`
  await writeFile(fresh, JSON.stringify({ directory, hostname, ...attempts }), { mode: 0o600 })
  await rename(fresh, fileIn(folder))
}
