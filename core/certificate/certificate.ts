import cluster from 'node:cluster'
import { readFile } from 'node:fs/promises'
import { hostname as machine } from 'node:os'
import { join } from 'node:path'
import { type Config, StartError } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { acmeFile, challengeOf, obtain } from './acme.ts'
import { type Attempts, beginAttempt, failAttempt, forgetAttempts, readAttempts } from './attempts.ts'
import { checkPair, expiryOf, type Pair, readPair } from './pair.ts'
import { selfSigned, selfSignedFile } from './self-signed.ts'

// The certificate of the house, for each door that speaks TLS. Where it comes from, the first that is there:
//
//   tls.cert and tls.key   files of the administrator's, read again when they change
//   acme                   <data>/tls/acme.pem, obtained and renewed by the house
//   neither, or not yet    <data>/tls/self-signed.pem, made on the first start

export interface Certificate {
  /** What to present now. */
  current(): Pair
  /** Called with each pair that takes the place of the one before; returns how to stop. */
  onChange(listener: (pair: Pair) => void): () => void
  /** What the HTTP door answers under /.well-known/acme-challenge/; null when nothing was asked. */
  challengeOf(token: string): Promise<string | null>
  /** Looks for what changed, and renews what expires; by itself every few minutes. */
  refresh(): Promise<void>
  /** The same for whoever does not wait: what goes wrong is told in the log, and the last certificate stays. */
  refreshOrTell(): Promise<void>
  close(): void
}

export interface Needs {
  readonly config: Pick<Config, 'data' | 'hostname' | 'tls' | 'acme' | 'roles'>
  readonly log: Log
  readonly now: () => Date
}

/** The name by which the house presents itself to other servers. */
export const hostnameOf = (config: Pick<Config, 'hostname'>): string => config.hostname ?? machine()

const opened = new WeakMap<Needs['config'], Promise<Certificate>>()

/** The one certificate of a house, whichever door asks first. */
export function certificateOf(house: Needs): Promise<Certificate> {
  const known = opened.get(house.config) ?? openCertificate(house)
  opened.set(house.config, known)
  return known
}

const REFRESH_MS = 5 * 60 * 1000
const RENEWED_BEFORE_MS = 30 * 24 * 60 * 60 * 1000

export async function openCertificate(needs: Needs): Promise<Certificate> {
  const listeners = new Set<(pair: Pair) => void>()
  const told = new Set<string>()
  let pair = await load(needs)
  const present = (next: Pair) => {
    if (next.cert === pair.cert && next.key === pair.key) return
    pair = next
    for (const listener of listeners) listener(next)
  }
  const refresh = async () => {
    if (renews(needs.config)) await renew(needs, told)
    present(await load(needs))
  }
  const refreshOrTell = () =>
    refresh().catch(error =>
      needs.log.error('the certificate cannot be renewed; the last one stays', { error }),
    )
  const timer = setInterval(refreshOrTell, REFRESH_MS).unref()
  return {
    current: () => pair,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    challengeOf: token => challengeOf(folderOf(needs.config), token),
    refresh,
    refreshOrTell,
    close: () => clearInterval(timer),
  }
}

/** One process does, or the first of those that share the doors; the others read what it obtains. */
const renews = ({ acme, roles }: Needs['config']): boolean =>
  acme.enabled && roles.includes('web') && !cluster.isWorker

const folderOf = (config: Needs['config']): string => join(config.data, 'tls')

async function load({ config, now }: Needs): Promise<Pair> {
  const found = await presented({ config, now })
  return found && found.kind !== 'self-signed'
    ? found.pair
    : selfSigned(config.data, hostnameOf(config), now())
}

export interface Presented {
  readonly kind: 'configured' | 'acme' | 'self-signed'
  readonly pair: Pair
}

/** What stands there to be presented; null where the first start has yet to make one. */
export async function presented({ config, now }: Pick<Needs, 'config' | 'now'>): Promise<Presented | null> {
  const { cert, key } = config.tls
  if (cert && key) return { kind: 'configured', pair: await configured(cert, key) }
  const obtained = config.acme.enabled ? await readPair(acmeFile(folderOf(config))) : null
  if (obtained && expiryOf(obtained) > now()) return { kind: 'acme', pair: obtained }
  const own = await readPair(selfSignedFile(config.data))
  return own && { kind: 'self-signed', pair: own }
}

async function configured(certFile: string, keyFile: string): Promise<Pair> {
  try {
    return checkPair({ cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`The certificate of tls.cert and tls.key cannot be used: ${reason}.`)
  }
}

/** Asks the authority, unless it was asked in vain so lately that it would only be asked in vain again. */
async function renew({ config, now, log }: Needs, told: Set<string>): Promise<void> {
  const folder = folderOf(config)
  const kept = await readPair(acmeFile(folder))
  if (kept && expiryOf(kept).getTime() > now().getTime() + RENEWED_BEFORE_MS) return
  const asked = { directory: config.acme.directory!, hostname: hostnameOf(config) }
  const failed = await readAttempts(folder, asked)
  if (failed && failed.nextAt > now()) return tellOfPause(log, failed, told)
  const begun = await beginAttempt(folder, asked, now())
  try {
    await obtain({ ...asked, email: config.acme.email, folder })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    await failAttempt(folder, asked, begun, reason)
    told.add(begun.nextAt.toISOString())
    throw new Error(`${reason}: the next attempt is at ${begun.nextAt.toISOString()}`, { cause: error })
  }
  await forgetAttempts(folder)
  log.info('a certificate was obtained', { hostname: asked.hostname })
}

/** Once in a process for each pause: after a restart it would look as if nobody had tried. */
function tellOfPause(log: Log, { count, nextAt, reason }: Attempts, told: Set<string>): void {
  const at = nextAt.toISOString()
  if (told.has(at)) return
  told.add(at)
  log.warn('a certificate could not be obtained: the next attempt has to wait', { count, nextAt: at, reason })
}
