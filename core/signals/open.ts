import type { Config } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import type { Database } from '../../store/database.ts'
import type { Signals } from '../signals.ts'
import { natsSignals } from './nats.ts'
import { postgresSignals } from './postgres.ts'

/** The carrier that the configuration names, told of every commit of this process. */
export async function openSignals(
  { signals: { kind, natsUrl } }: Pick<Config, 'signals'>,
  db: Database,
  log: Log,
): Promise<Signals> {
  const signals = kind === 'nats' ? await natsSignals(natsUrl!, log) : await postgresSignals(db, log)
  db.onCommit(({ moved, announcements }) =>
    signals.publish([...moved.map(one => ({ kind: 'moved', ...one }) as const), ...announcements]),
  )
  return signals
}
