import type { MxRecord, SrvRecord } from 'node:dns'
import { Resolver as Dns } from 'node:dns/promises'

// The only way to ask DNS for records: of mail that arrives, of servers that mail goes to, of our own domains. Each
// question has an end, and a resolver that is dead is not asked again by everybody: mail must not wait for it.

/** What a question of each type is answered with. */
export interface Answers {
  readonly A: string
  readonly AAAA: string
  readonly CNAME: string
  readonly MX: MxRecord
  readonly NS: string
  readonly PTR: string
  readonly SRV: SrvRecord
  readonly TXT: string[]
}

export type RecordKind = keyof Answers

export interface Resolver {
  /** Rejects with the code ENOTFOUND or ENODATA where there is nothing, with another where nobody knows. */
  resolve<T extends RecordKind>(name: string, kind: T): Promise<Answers[T][]>
  resolveMx(name: string): Promise<MxRecord[]>
}

export interface ResolverOptions {
  /** Addresses of name servers; those of the machine without any. */
  readonly servers?: readonly string[]
  /** Of one try; there are two. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 2000
const TRIES = 2
/** So many failures in a row, and nobody is asked for a while. */
const PATIENCE = 5
const PAUSE_MS = 5000

export function openResolver({ servers = [], timeoutMs = TIMEOUT_MS }: ResolverOptions = {}): Resolver {
  const dns = new Dns({ timeout: timeoutMs, tries: TRIES, maxTimeout: timeoutMs })
  if (servers.length > 0) dns.setServers(servers)
  const health = watchHealth()
  const resolve = async <T extends RecordKind>(name: string, kind: T): Promise<Answers[T][]> => {
    health.check()
    try {
      const answers = await (dns.resolve(name, kind) as Promise<Answers[T][]>)
      health.note(true)
      return answers
    } catch (error) {
      health.note(!isSilence(error))
      throw error
    }
  }
  return { resolve, resolveMx: name => resolve(name, 'MX') }
}

const SILENT = new Set(['ETIMEOUT', 'ECONNREFUSED', 'ECANCELLED', 'EREFUSED'])
const isSilence = (error: unknown): boolean => SILENT.has((error as NodeJS.ErrnoException).code ?? '')

/** Whether there is nothing by that name, as opposed to nobody who knows. */
export const isAbsent = (error: unknown): boolean =>
  ['ENOTFOUND', 'ENODATA'].includes((error as NodeJS.ErrnoException).code ?? '')

export const noAnswer = (): Error => Object.assign(new Error('no name server answers'), { code: 'ETIMEOUT' })

function watchHealth() {
  let failures = 0
  let silentUntil = 0
  return {
    check() {
      if (failures < PATIENCE) return
      if (performance.now() < silentUntil) throw noAnswer()
      // One more is asked; the others wait for what it hears.
      silentUntil = performance.now() + PAUSE_MS
    },
    note(isGood: boolean) {
      failures = isGood ? 0 : failures + 1
      if (failures >= PATIENCE) silentUntil = performance.now() + PAUSE_MS
    },
  }
}

/** The same resolver for one purpose, which is over at `deadline` (of `performance.now()`), whatever it still asks. */
export function until(resolver: Resolver, deadline: number): Resolver {
  const resolve = async <T extends RecordKind>(name: string, kind: T): Promise<Answers[T][]> => {
    const left = deadline - performance.now()
    if (left <= 0) throw noAnswer()
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(noAnswer()), left)
    return Promise.race([resolver.resolve(name, kind), late.promise]).finally(() => clearTimeout(timer))
  }
  return { resolve, resolveMx: name => resolve(name, 'MX') }
}
