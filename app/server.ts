import cluster from 'node:cluster'
import { hostname } from 'node:os'
import { setupToken } from '../core/setup.ts'
import { loadConfig, StartError, unknownVariables } from '../lib/config.ts'
import { Refused } from '../lib/errors.ts'
import { type Log, openLog } from '../lib/log.ts'
import { type Arguments, readArguments } from './arguments.ts'
import { fillDemo, type Login } from './demo/fill.ts'
import { MODULES } from './modules.ts'
import { bearReaderGone } from './reader-gone.ts'
import { openDoors } from './server/doors.ts'
import { openHouse } from './server/house.ts'
import { work } from './server/worker.ts'
import { connectionsEach, openWorkers, workersFor } from './server/workers.ts'

/** Brings the house up: database, tables, modules, doors; then says where it is, and runs until it is told to stop. */
async function main(): Promise<void> {
  const wishes = readArguments(process.argv.slice(2))
  const configured = loadConfig()
  const workers = workersFor(configured)
  const connections = connectionsEach(configured, workers)
  const config = { ...configured, database: { connections } }
  const log = openLog(config.log)
  for (const name of unknownVariables()) log.warn(`${name} is not a variable of ours`, { name })
  const open = await openHouse(config, log, MODULES)
  const { house } = open
  const logins = wishes.demo ? await fillDemo(house) : []
  const opening =
    workers === 1
      ? openDoors(house, MODULES)
      : openWorkers(house, { connection: open.connection, connections }, workers)
  const doors = await opening.catch(async error => {
    await open.close()
    throw error
  })
  const url =
    config.publicUrl ?? `http://${shownHost(config.host)}:${doors.ports['http'] ?? config.http.port}`
  const token = await setupToken(house.db)
  announce(wishes, {
    url,
    ports: doors.ports,
    logins,
    setupUrl: token && `${url.replace(/\/$/, '')}/setup?token=${token}`,
  })
  const stopping = stopOnSignal(log, async () => {
    await doors.close()
    await open.close()
  })
  const lastWords = await open.broken
  if (stopping.begun) return
  log.error('the embedded database has ended; the server cannot go on', { lastWords })
  process.exit(1)
}

const shownHost = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? hostname() : host.includes(':') ? `[${host}]` : host

interface Ready {
  readonly url: string
  readonly ports: Readonly<Record<string, number>>
  readonly logins: readonly Login[]
  readonly setupUrl: string | null
}

/** On standard output, alone: one line for scripts, a few for people. */
function announce({ json }: Arguments, { url, ports, logins, setupUrl }: Ready): void {
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ ready: true, url, ports, logins, ...(setupUrl && { setupUrl }) })}\n`,
    )
    return
  }
  const lines = [
    `Bastide is ready at ${url}`,
    `  ${Object.entries(ports)
      .map(([name, port]) => `${name} ${port}`)
      .join(' · ')}`,
    ...(setupUrl
      ? ['', 'Make the organisation and its administrator with this link, once:', `  ${setupUrl}`]
      : []),
    ...(logins.length ? ['', 'Sign in as:'] : []),
    ...logins.map(
      ({ address, password, roles }) => `  ${address.padEnd(26)} ${password.padEnd(34)} ${roles.join(', ')}`,
    ),
  ]
  process.stdout.write(`\n${lines.join('\n')}\n\n`)
}

const PATIENCE_MS = 20_000

/** Lets what runs end; a second signal, or a long wait, ends it at once. */
function stopOnSignal(log: Log, stop: () => Promise<void>): { readonly begun: boolean } {
  const state = { begun: false }
  const onSignal = (signal: string) => {
    if (state.begun) process.exit(1)
    state.begun = true
    log.info('stopping', { signal })
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    stop().then(
      () => process.exit(0),
      error => {
        log.error('stopping failed', { error })
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return state
}

bearReaderGone()
const running = cluster.isWorker ? work() : main()
running.catch(error => {
  if (error instanceof StartError || error instanceof Refused) console.error(`bastide: ${error.message}`)
  else console.error('bastide: could not start:', error)
  process.exit(1)
})
