import { CORE_MIGRATIONS } from '../../core/migrations.ts'
import { type Registry, registry } from '../../core/registry.ts'
import { openSignals } from '../../core/signals/open.ts'
import type { Config } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { type Database, openDatabase } from '../../store/database.ts'
import { migrate, STORE_MIGRATIONS } from '../../store/migrate.ts'
import { MODULES } from '../modules.ts'
import { findDatabase } from '../server/find-database.ts'

/** What a command works on: the tables of the house, and the ears of its running processes. */
export interface CommandHouse {
  readonly db: Database
  readonly registry: Registry
  close(): Promise<void>
}

/**
 * Beside a running server it works in the same database, and the server hears of each change at once; without one the
 * embedded database is started for as long as the command lasts.
 */
export async function openCommandHouse(config: Config, log: Log): Promise<CommandHouse> {
  const { connection, stop } = await findDatabase(config, log)
  const db = openDatabase({ connection, connections: 2 })
  try {
    const areas = [STORE_MIGRATIONS, CORE_MIGRATIONS, ...MODULES.flatMap(one => one.migrations ?? [])]
    await migrate(db, areas, step => log.info('the database is brought up to date', step))
    const signals = await openSignals(config, db, log)
    return {
      db,
      registry: registry(MODULES),
      close: async () => {
        await signals.close()
        await db.close()
        await stop()
      },
    }
  } catch (error) {
    await db.close()
    await stop()
    throw error
  }
}
