import type { PoolConfig } from 'pg'
import type { Config } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { findEmbedded, startEmbedded } from '../../store/embedded.ts'

export interface FoundDatabase {
  readonly connection: PoolConfig
  /** Stops what was started for this alone. */
  stop(): Promise<void>
}

/** The database for a command: the configured one, that of a server that runs here, or else the embedded one, started. */
export async function findDatabase(
  { databaseUrl, data }: Pick<Config, 'databaseUrl' | 'data'>,
  log: Log,
): Promise<FoundDatabase> {
  if (databaseUrl) return { connection: { connectionString: databaseUrl }, stop: async () => {} }
  const running = await findEmbedded({ data, log })
  return running ? { connection: running, stop: async () => {} } : startEmbedded({ data, log })
}
