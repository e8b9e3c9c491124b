import type { AccountId, RecordId } from '../../lib/id.ts'
import type { House } from '../house.ts'
import { isAbsent, type Resolver, until } from '../outgoing/resolver.ts'
import { type DomainKey, keysOf, noteSeen } from './key.ts'
import { type DomainRecord, recordsOf } from './records.ts'

/** A record, and what DNS has in its place. */
export interface CheckedRecord extends DomainRecord {
  readonly state: 'good' | 'missing' | 'different' | 'unknown'
  readonly found: readonly string[]
}

const CHECK_MS = 8000

export interface CheckedDomain {
  readonly records: readonly CheckedRecord[]
  readonly keys: readonly DomainKey[]
}

/** Looks at every record of a domain; keys whose records are seen sign from now on. */
export async function checkDomain(
  house: Pick<House, 'db' | 'config' | 'outgoing'>,
  organisationId: AccountId,
  domain: { readonly id: RecordId; readonly name: string },
): Promise<CheckedDomain> {
  const keys = await keysOf(house, organisationId, domain.id)
  const resolver = until(house.outgoing.freshDns, performance.now() + CHECK_MS)
  const records = await Promise.all(
    recordsOf(house.config, domain.name, keys).map(record => checkRecord(resolver, record)),
  )
  const seen = keys.filter(({ selector }) =>
    records.some(one => one.state === 'good' && one.name.startsWith(`${selector}._domainkey.`)),
  )
  await noteSeen(
    house.db,
    organisationId,
    domain.id,
    seen.map(key => key.selector),
  )
  return { records, keys: await keysOf(house, organisationId, domain.id) }
}

async function checkRecord(resolver: Resolver, record: DomainRecord): Promise<CheckedRecord> {
  try {
    const found = (await ask(resolver, record)).filter(one => isOfPurpose(record, one))
    if (found.length === 0) return { ...record, state: 'missing', found }
    return { ...record, state: serves(record, found) ? 'good' : 'different', found }
  } catch (error) {
    return { ...record, state: isAbsent(error) ? 'missing' : 'unknown', found: [] }
  }
}

async function ask(resolver: Resolver, { kind, name }: DomainRecord): Promise<string[]> {
  if (kind === 'MX')
    return (await resolver.resolve(name, 'MX')).map(({ priority, exchange }) => `${priority} ${exchange}`)
  if (kind === 'SRV')
    return (await resolver.resolve(name, 'SRV')).map(
      one => `${one.priority} ${one.weight} ${one.port} ${one.name}`,
    )
  if (kind === 'TXT') return (await resolver.resolve(name, 'TXT')).map(pieces => pieces.join(''))
  return resolver.resolve(name, 'CNAME')
}

/** Other texts at the same name are somebody else's. */
function isOfPurpose({ purpose }: DomainRecord, found: string): boolean {
  if (purpose === 'spf') return /^v=spf1\b/i.test(found)
  if (purpose === 'dmarc') return /^v=DMARC1\b/i.test(found)
  return true
}

/** What does the same work is as good as what we would write. */
function serves({ purpose, value }: DomainRecord, found: readonly string[]): boolean {
  const plain = found.map(one => one.toLowerCase().replace(/\.$/, ''))
  if (purpose === 'mx') return plain.some(one => one.split(' ')[1] === value.split(' ')[1]!.toLowerCase())
  // RFC 7208 §4.5: two of them are an error
  if (purpose === 'spf') return found.length === 1 && SENDERS.test(found[0]!)
  if (purpose === 'dmarc') return found.length === 1 && /;\s*p=(?:none|quarantine|reject)\b/i.test(found[0]!)
  if (purpose === 'dkim') return found.some(one => publicKey(one) === publicKey(value))
  const last = (text: string) => text.split(' ').slice(-2).join(' ')
  return plain.some(one => last(one) === last(value.toLowerCase()))
}

/** Who may send, or where that is said. RFC 7208 §5, §6.1 */
const SENDERS = / (?:[+?~]?(?:mx|a|ip4|ip6|include|exists)\b|redirect=)/i

const publicKey = (record: string): string | null =>
  /(?:^|;)\s*p=([A-Za-z0-9+/=\s]*)/.exec(record)?.[1]?.replace(/\s/g, '') ?? null
