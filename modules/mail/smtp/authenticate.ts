import { Readable } from 'node:stream'
import { type AuthenticateResult, authenticate, type DNSResolver } from 'mailauth'
import { hostnameOf } from '../../../core/certificate/certificate.ts'
import type { House } from '../../../core/house.ts'
import { isPublic } from '../../../core/outgoing/public-address.ts'
import { type Resolver, until } from '../../../core/outgoing/resolver.ts'
import { readFields } from '../../../wire/mime/header-fields.ts'
import { UNSUBSCRIBE, UNSUBSCRIBE_POST } from '../../../wire/mime/unsubscribe.ts'
import { writeAuthenticationResults } from '../../../wire/smtp/authentication-results.ts'
import type { Authentication, Verdict } from '../types.ts'
import { judgeAuthors } from './authors.ts'
import { follow, readBody } from './content.ts'
import type { Gathered } from './gather.ts'
import { without } from './header.ts'

/** From where a message came. */
export interface Origin {
  readonly ip: string
  readonly helo: string
  /** '' for a report. */
  readonly mailFrom: string
}

export interface Authenticated {
  readonly authentication: Authentication
  /** The policy of the author's domain for what it does not vouch for. RFC 7489 §6.3 */
  readonly policy: 'none' | 'quarantine' | 'reject'
  /** Whether the address that it came from says anything: one of this machine or network is a filter before us. */
  readonly isJudged: boolean
  /** For the top of the message. */
  readonly field: string
}

/** All that DNS may take of a message's time. A client waits ten minutes for the answer. RFC 5321 §4.5.3.2 */
export const DNS_MS = 10_000

/** Who vouches for a message: SPF, DKIM, DMARC and ARC. What nobody can tell now is temperror, and delays nothing. */
export async function authenticateMessage(
  house: House,
  { ip, helo, mailFrom }: Origin,
  header: Buffer,
  message: Gathered,
  judgesAll = false,
): Promise<Authenticated> {
  const isJudged = judgesAll || isPublic(ip)
  const server = hostnameOf(house.config)
  const resolver = asDns(until(house.outgoing.dns, performance.now() + DNS_MS))
  const found = await authenticate(await lookedAt(header, message), {
    ...(isJudged ? { ip, helo } : {}),
    sender: mailFrom,
    mta: server,
    disableBimi: true,
    rejectRsaSha1: true,
    disableDmarc: true,
    resolver,
  })
  const result = { ...found, dmarc: await judgeAuthors(found, header, resolver) }
  const authentication = verdicts(result, isJudged)
  return {
    authentication,
    policy: policyOf(result),
    isJudged,
    field: writeAuthenticationResults(server, said(result, authentication, isJudged)),
  }
}

/**
 * What is judged: all but signatures that would cost more than they say. Each has the whole body hashed once more, and is
 * taken apart in a time that grows with the square of its length. RFC 6376 §6.1
 */
async function lookedAt(header: Buffer, message: Gathered): Promise<Buffer | Readable> {
  const counts = new Map<string, number>()
  const costly = readFields(header, 0, header.length, name => SIGNATURES.has(name)).filter(field => {
    if (field.end - field.start > MAX_SIGNATURE_BYTES) return true
    const name = field.name.toLowerCase()
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count > MAX_SIGNATURES
  })
  if (costly.length === 0) return message.bytes ?? Readable.from(message.read())
  const rest = Buffer.concat(without(header, costly))
  return Readable.from(follow(rest, await readBody(message.read())), { objectMode: false })
}

const SIGNATURES = new Set([
  'dkim-signature',
  'arc-seal',
  'arc-message-signature',
  'arc-authentication-results',
])
/** Of each name; the newest stand first. */
const MAX_SIGNATURES = 10
const MAX_SIGNATURE_BYTES = 4096

const asDns =
  (resolver: Resolver): DNSResolver =>
  (name, kind) =>
    resolver.resolve(name, kind as 'TXT')

function verdicts({ dkim, spf, dmarc, arc }: AuthenticateResult, isJudged: boolean): Authentication {
  const signatures = best(dkim.results.map(one => one.status.result as Verdict))
  const sender = spf && isJudged ? (spf.status.result as Verdict) : 'none'
  const from = dmarc ? dmarc.status.header?.from : null
  return {
    spf: sender,
    dkim: signatures,
    dmarc: dmarcOf(dmarc ? (dmarc.status.result as Verdict) : 'none', [sender, signatures], isJudged),
    arc: arc ? (arc.status.result as Verdict) : 'none',
    from: from || null,
    isInternal: false,
    ...(dkim.results.some(coversUnsubscribe) ? { coversUnsubscribe: true } : {}),
  }
}

/** A field that was put above those that are signed is none of them: the reader takes only a message with one of each. */
function coversUnsubscribe({
  status,
  signingHeaders,
}: AuthenticateResult['dkim']['results'][number]): boolean {
  const signed = (signingHeaders?.keys ?? '').toLowerCase().split(': ')
  return status.result === 'pass' && [UNSUBSCRIBE, UNSUBSCRIBE_POST].every(name => signed.includes(name))
}

const ORDER: readonly Verdict[] = ['pass', 'temperror', 'fail', 'policy', 'neutral', 'permerror', 'none']
const best = (results: readonly Verdict[]): Verdict => ORDER.find(one => results.includes(one)) ?? 'none'

/** No failure without knowledge: neither when DNS was silent, nor when the address says nothing. RFC 7489 §6.6.2 */
function dmarcOf(result: Verdict, grounds: readonly Verdict[], isJudged: boolean): Verdict {
  if (result !== 'fail') return result
  if (!isJudged) return 'none'
  return grounds.includes('temperror') ? 'temperror' : 'fail'
}

const policyOf = ({ dmarc }: AuthenticateResult): Authenticated['policy'] => {
  const policy = dmarc ? dmarc.policy : 'none'
  return policy === 'reject' || policy === 'quarantine' ? policy : 'none'
}

// RFC 8601 §2.2
function said(
  { dkim, spf, dmarc, arc }: AuthenticateResult,
  verdict: Authentication,
  isJudged: boolean,
): string[] {
  const ofDmarc = dmarc ? [dmarc.info.replace(/^dmarc=\w+/, `dmarc=${verdict.dmarc}`)] : []
  return [
    ...dkim.results.map(one => one.info),
    ...(spf && isJudged ? [spf.info] : []),
    ...(arc ? [arc.info ?? ''] : []),
    ...ofDmarc,
  ].filter(Boolean)
}
