import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer } from 'node:net'
import { StartError } from '../../lib/config.ts'

/**
 * Holds the data folder for this process. The claim is a listening socket in Linux's abstract name space: the kernel
 * gives it to one process only and takes it back when that process dies, however it dies, so that it is never stale.
 * Elsewhere there is no such thing, and PostgreSQL's own lock file is the guard (leftover.ts).
 */
export function claim(data: string): Promise<() => void> {
  if (process.platform !== 'linux') return Promise.resolve(() => {})
  const server = createServer(connection => connection.destroy()).unref()
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? taken(data) : error),
    )
    server.listen(`\0bastide-${keyOf(data)}`, () => resolve(() => server.close()))
  })
}

/** A short name for a folder, the same whatever path leads to it. */
export function keyOf(folder: string): string {
  return createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 16)
}

function taken(data: string): StartError {
  return new StartError(
    `The data folder ${data} is in use by another Bastide: stop that one, or set BASTIDE_DATA.`,
  )
}
