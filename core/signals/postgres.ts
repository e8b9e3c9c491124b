import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import type { Log } from '../../lib/log.ts'
import type { Database } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { RESYNC, type Signal, type Signals } from '../signals.ts'
import { hub } from './hub.ts'
import { pack, unpack } from './parcel.ts'

const CHANNEL = 'bastide'
/** PostgreSQL takes less than 8,000 bytes in one notification. */
const MAX_BYTES = 7900
/** Beyond it, what waits for a database that is away is replaced by one resync. */
const MAX_WAITING = 10_000
/** How long signals wait for others to go with: those of this process have heard them already. */
const GATHER_MS = 10
const FIRST_PAUSE_MS = 100
const LAST_PAUSE_MS = 10_000
const PING_MS = 30_000

/** Signals by LISTEN and NOTIFY: at once within the process, and to the others in one statement for all that waits. */
export async function postgresSignals(db: Database, log: Log): Promise<Signals> {
  const here = hub(log)
  const from = randomUUID()
  const stop = new AbortController()
  const outbox = notifier(db, from, log, stop.signal)
  const listening = await listen(db, log, stop.signal, {
    heard: parcel => {
      const { from: origin, signals } = unpack(parcel)
      if (origin !== from) here.tell(signals)
    },
    resumed: () => here.tell([RESYNC]),
  })
  return {
    publish(signals) {
      here.tell(signals)
      outbox.put(signals)
    },
    subscribe: here.subscribe,
    async close() {
      await outbox.settled()
      stop.abort()
      await listening.closed
    },
  }
}

function notifier(db: Database, from: string, log: Log, stop: AbortSignal) {
  let waiting: Signal[] = []
  let running: Promise<void> | null = null
  const run = async () => {
    for (let wait = FIRST_PAUSE_MS; waiting.length > 0 && !stop.aborted; ) {
      await pause(GATHER_MS)
      const batch = waiting
      waiting = []
      try {
        await notify(db, pack(from, batch, MAX_BYTES))
        wait = FIRST_PAUSE_MS
      } catch (error) {
        log.warn('signals wait for the database', { error })
        waiting = batch.length + waiting.length > MAX_WAITING ? [RESYNC] : [...batch, ...waiting]
        await pause(wait, null, { signal: stop }).catch(() => {})
        wait = Math.min(wait * 2, LAST_PAUSE_MS)
      }
    }
    running = null
  }
  return {
    put(signals: readonly Signal[]) {
      waiting.push(...signals)
      running ??= run()
    },
    /** What was published is sent, or cannot be within a moment. */
    settled: async () => void (await Promise.race([running, pause(2000, null, { ref: false })])),
  }
}

const notify = (db: Database, parcels: readonly string[]): Promise<number> =>
  db.run(sql`select pg_notify(${CHANNEL}, parcel) from unnest(${parcels}::text[]) parcel`)

interface Ears {
  heard(parcel: string): void
  /** Listening again after a gap in which signals may have been missed. */
  resumed(): void
}

/** Listens until it is stopped, on one connection after the other; answers when the first one listens. */
async function listen(
  db: Database,
  log: Log,
  stop: AbortSignal,
  ears: Ears,
): Promise<{ closed: Promise<void> }> {
  const first = await connect(db, ears)
  return { closed: keepListening(first, db, log, stop, ears) }
}

async function keepListening(
  first: pg.Client,
  db: Database,
  log: Log,
  stop: AbortSignal,
  ears: Ears,
): Promise<void> {
  for (let client: pg.Client | null = first; client; ) {
    const reason = await broken(client, stop)
    await client.end().catch(() => {})
    if (stop.aborted) return
    log.warn('the connection for signals broke', { reason })
    client = await reconnect(db, ears, log, stop)
    if (client) ears.resumed()
  }
}

async function connect(db: Database, ears: Ears): Promise<pg.Client> {
  const client = await db.connect()
  client.on('notification', ({ payload }) => ears.heard(payload ?? ''))
  await client.query(`listen ${CHANNEL}`)
  return client
}

async function reconnect(db: Database, ears: Ears, log: Log, stop: AbortSignal): Promise<pg.Client | null> {
  for (let wait = FIRST_PAUSE_MS; !stop.aborted; wait = Math.min(wait * 2, LAST_PAUSE_MS)) {
    try {
      return await connect(db, ears)
    } catch (error) {
      log.debug('signals wait for the database', { error })
      await pause(wait, null, { signal: stop }).catch(() => {})
    }
  }
  return null
}

/** Resolves when the connection is gone, does not answer any more, or is not wanted any more. */
function broken(client: pg.Client, stop: AbortSignal): Promise<string> {
  return new Promise(resolve => {
    let answered = true
    const ping = setInterval(() => {
      if (!answered) return done('it did not answer')
      answered = false
      client.query('select').then(
        () => (answered = true),
        () => done('a question failed'),
      )
    }, PING_MS).unref()
    const done = (reason: string) => {
      clearInterval(ping)
      stop.removeEventListener('abort', stopped)
      resolve(reason)
    }
    const stopped = () => done('stopped')
    client.once('end', () => done('it ended'))
    client.on('error', error => done(error.message))
    stop.addEventListener('abort', stopped)
  })
}
