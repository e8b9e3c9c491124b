import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portVariables } from '../ports.ts'
import { type Ready, startServer } from './server.ts'
import { copyOfTown } from './town.ts'

export type { Login } from './server.ts'

export interface Product extends Omit<Ready, 'setupUrl'> {
  /** The one-time link, while there is no organisation. */
  readonly setupUrl: string | null
  /** Ends the server, and keeps its data for `startAgain`. */
  halt(): Promise<void>
  /** On the same ports, with the same data. */
  startAgain(): Promise<void>
  stop(): Promise<void>
}

/** The real product with data of its own: an empty folder, or with `demo` a copy of the town hall. */
export async function startProduct({ demo = false }: { demo?: boolean } = {}): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), 'bastide-product-'))
  // Searchable, so that the system user that runs the database for root reaches it there.
  await chmod(data, 0o711)
  const town = demo ? await copyOfTown(data) : null
  const args = town ? ['--demo'] : []
  const environment = { BASTIDE_DATA: data, ...(town && { DATABASE_URL: town.url }) }
  let server = await startServer(args, environment)
  const { ready } = server
  return {
    ...ready,
    setupUrl: ready.setupUrl ?? null,
    halt: () => server.end(),
    startAgain: async () => {
      server = await startServer(args, { ...environment, ...portVariables(ready.ports) })
    },
    stop: async () => {
      await server.end()
      await town?.close()
      await rm(data, { recursive: true, force: true })
    },
  }
}
