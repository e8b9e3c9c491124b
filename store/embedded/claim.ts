import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { StartError } from '../../lib/config.ts'

/**
 * Holds a folder for this process, whatever path, link or mount leads to it. The claim is a listening socket in Linux's
 * abstract name space: the kernel gives it to one process only and takes it back when that process dies, however it
 * dies, so that it is never stale. Elsewhere there is no such thing, and PostgreSQL's own lock file is the guard (leftover.ts).
 */
export async function claim(folder: string): Promise<() => void> {
  if (process.platform !== 'linux') return () => {}
  const { dev, ino } = await stat(folder, { bigint: true })
  const server = createServer(connection => connection.destroy()).unref()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? taken(folder) : error),
    )
    server.listen(`\0bastide-${dev}-${ino}`, () => resolve(() => server.close()))
  })
}

/** A short name for a folder, the same whatever path leads to it. */
export function keyOf(folder: string): string {
  return createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16)
}

function taken(folder: string): StartError {
  return new StartError(
    `The data folder ${folder} is in use by another Bastide: stop that one, or set BASTIDE_DATA.`,
  )
}
