import type { MxRecord } from 'node:dns'
import type { Resolver as Dns } from '../../../../core/outgoing/resolver.ts'
import type { Config } from '../../../../lib/config.ts'
import { codeOf } from '../../../../store/database.ts'
import { reply } from '../../../../wire/smtp/reply.ts'
import { Refusal } from '../refusal.ts'

/** A server that may take the mail of a domain. */
export interface Host {
  readonly host: string
  readonly port: number
}

export type Resolver = Pick<Dns, 'resolveMx'>

const SMTP_PORT = 25
/** Servers of one domain that are tried in one go. */
const MAX_HOSTS = 10

/** Where the mail of a domain goes, the preferred server first. RFC 5321 §5.1 */
export async function findRoute(
  domain: string,
  { smarthost, hostname }: Pick<Config, 'smarthost' | 'hostname'>,
  resolver: Resolver,
): Promise<Host[]> {
  if (smarthost.host !== null) return [{ host: smarthost.host, port: smarthost.port }]
  // RFC 5321 §4.1.3
  const literal = /^\[(?:ipv6:)?(.+)\]$/i.exec(domain)?.[1]
  if (literal) return [{ host: literal, port: SMTP_PORT }]
  const records = preferred(await lookUp(domain, resolver), hostname)
  return records.slice(0, MAX_HOSTS).map(record => ({ host: record.exchange, port: SMTP_PORT }))
}

async function lookUp(domain: string, resolver: Resolver): Promise<MxRecord[]> {
  try {
    const records = await resolver.resolveMx(domain)
    // RFC 7505 §3: a lone record of no name says that the domain takes no mail.
    if (records.length === 1 && /^\.?$/.test(records[0]!.exchange))
      throw new Refusal(reply(556, '5.1.10', `${domain} takes no mail`))
    return records.length > 0 ? records : itself(domain)
  } catch (error) {
    if (error instanceof Refusal) throw error
    const code = codeOf(error)
    if (code === 'ENODATA') return itself(domain)
    if (code === 'ENOTFOUND') throw new Refusal(reply(550, '5.1.2', `There is no domain ${domain}`))
    throw new Refusal(reply(451, '4.4.3', `The servers of ${domain} cannot be looked up now`))
  }
}

const itself = (domain: string): MxRecord[] => [{ exchange: domain, priority: 0 }]

/** In their order, equals by chance; none that is no better than this server, lest the message turn in circles. */
function preferred(records: readonly MxRecord[], hostname: string | null): MxRecord[] {
  const own = records.find(record => record.exchange.toLowerCase() === hostname?.toLowerCase())
  const better = own ? records.filter(record => record.priority < own.priority) : records
  if (better.length === 0) throw new Refusal(reply(554, '5.4.6', 'The mail of this domain comes back here'))
  return better
    .map(record => ({ record, chance: Math.random() }))
    .sort((a, b) => a.record.priority - b.record.priority || a.chance - b.chance)
    .map(({ record }) => record)
}
