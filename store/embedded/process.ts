import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { explain } from './last-words.ts'
import { environment, type Owner } from './owner.ts'
import type { Place } from './place.ts'

export interface PostgresProcess {
  pid: number
  ended: Promise<string>
  stop(): Promise<void>
}

const keptLines = 20
const patienceWithAnother = 15_000
const retryEvery = 200
const tellAfter = 5_000

/** Fast, immediate, and by force: what to send to a postmaster that should end, and how long it is given. */
export const farewells: readonly [NodeJS.Signals, milliseconds: number][] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
]

/**
 * Starts PostgreSQL and waits until it answers, however long it takes to recover. Processes of a postmaster that was
 * killed keep its memory until they notice, a moment later: PostgreSQL refuses to start beside them, and we try again.
 */
export async function startProcess(place: Place, log: Log): Promise<PostgresProcess> {
  const until = Date.now() + patienceWithAnother
  for (;;) {
    const attempt = launch(place, log)
    if (await attempt.ready) return attempt.process
    const words = await attempt.process.ended
    if (!/shared memory block|lock file .* already exists/.test(words) || Date.now() > until) {
      throw new StartError(`The database in ${place.cluster} does not start: ${explain(words)}`)
    }
    await pause(retryEvery)
  }
}

function launch({ binaries, cluster, owner }: Place, log: Log) {
  // A session of its own: Ctrl-C at the terminal is for the server, which ends the database last.
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', cluster], {
    ...owner,
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const watch = child.pid === undefined ? null : startWatch(child.pid, owner)
  const words: string[] = []
  let isEnding = false
  const ready = new Promise<boolean>(resolve => {
    const slow = setTimeout(
      () => log.info('The database is still getting ready; it may be recovering.'),
      tellAfter,
    )
    const settle = (answer: boolean) => {
      clearTimeout(slow)
      resolve(answer)
    }
    createInterface(child.stderr).on('line', line => {
      if (words.push(line) > keptLines) words.shift()
      tell(line, isEnding, log)
      if (line.includes('database system is ready to accept connections')) settle(true)
    })
    child.once('close', () => settle(false))
    child.once('error', () => settle(false))
  })
  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('close', () => resolve(words.join('\n')))
  }).finally(() => watch?.kill('SIGKILL'))
  // What it says of the connections that it closes then is no news.
  const stop = () => {
    isEnding = true
    return end(child, ended)
  }
  return { ready, process: { pid: child.pid ?? 0, ended, stop } }
}

/**
 * Holds the other end of a pipe from us: when we die, however, it reads the end of it and stops PostgreSQL, which
 * would otherwise live on without anyone. Like PostgreSQL it is out of reach of what a terminal sends to our group.
 */
function startWatch(pid: number, owner: Owner): ChildProcess {
  const script = 'read -r _; kill -INT "$0"'
  const watch = spawn('/bin/sh', ['-c', script, String(pid)], {
    ...owner,
    cwd: '/',
    env: environment,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watch.unref()
  return watch
}

function tell(line: string, isEnding: boolean, log: Log) {
  const [, kind = '', text = line] = /^(\w+): {2}(.*)$/.exec(line) ?? []
  if (kind === 'PANIC') log.error(`PostgreSQL: ${text}`)
  else if ((kind === 'FATAL' && !isEnding) || kind === 'WARNING' || text.startsWith('duration:'))
    log.warn(`PostgreSQL: ${text}`)
  else log.debug(`PostgreSQL: ${line}`)
}

async function end(child: ChildProcess, ended: Promise<string>): Promise<void> {
  for (const [signal, milliseconds] of farewells) {
    child.kill(signal)
    const late = new AbortController()
    const outcome = await Promise.race([ended.then(() => 'ended'), pause(milliseconds, 'late', late)])
    late.abort()
    if (outcome === 'ended') return
  }
}
