import type { Config } from '../../lib/config.ts'
import { hostnameOf } from '../certificate/certificate.ts'
import type { DomainKey } from './key.ts'

/** A record that DNS should hold for a domain of ours. */
export interface DomainRecord {
  /** What it is for, by a name that screens have words for. */
  readonly purpose: Purpose
  readonly kind: 'MX' | 'TXT' | 'SRV' | 'CNAME'
  readonly name: string
  readonly value: string
  /** Without it mail is lost or refused; the others make things easier. */
  readonly isNeeded: boolean
}

export type Purpose =
  | 'mx'
  | 'spf'
  | 'dkim'
  | 'dmarc'
  | 'submissions'
  | 'submission'
  | 'imaps'
  | 'imap'
  | 'jmap'
  | 'autoconfig'
  | 'autodiscover'

type Needs = Pick<Config, 'hostname' | 'submissions' | 'submission' | 'imaps' | 'imap' | 'publicUrl'>

/** The exact records of a domain, those that mail cannot do without first. MTA-STS is left out: it asks for a web server. */
export function recordsOf(config: Needs, domain: string, keys: readonly DomainKey[]): DomainRecord[] {
  const host = hostnameOf(config)
  const needed = { isNeeded: true } as const
  return [
    { purpose: 'mx', kind: 'MX', name: domain, value: `10 ${host}`, ...needed },
    // RFC 7208 §5.4: whoever receives the domain's mail may send it, and nobody else
    { purpose: 'spf', kind: 'TXT', name: domain, value: 'v=spf1 mx -all', ...needed },
    ...keys
      .filter(key => key.state !== 'former')
      .map(key => ({
        purpose: 'dkim' as const,
        kind: 'TXT' as const,
        name: `${key.selector}._domainkey.${domain}`,
        value: keyRecord(key),
        ...needed,
      })),
    {
      purpose: 'dmarc',
      kind: 'TXT',
      name: `_dmarc.${domain}`,
      value: `v=DMARC1; p=quarantine; rua=mailto:postmaster@${domain}`,
      ...needed,
    },
    ...services(config, domain, host),
  ]
}

/** RFC 6376 §3.6.1, RFC 8463 §4 */
const keyRecord = ({ algorithm, publicKey }: DomainKey): string =>
  `v=DKIM1; k=${algorithm === 'rsa-sha256' ? 'rsa' : 'ed25519'}; p=${publicKey}`

function services(config: Needs, domain: string, host: string): DomainRecord[] {
  const web = config.publicUrl ? Number(new URL(config.publicUrl).port || 443) : 443
  const ports: readonly (readonly [Purpose, string, number, number])[] = [
    // RFC 8314 §5.1: TLS from the start before STARTTLS
    ['submissions', '_submissions._tcp', 0, config.submissions.port],
    ['submission', '_submission._tcp', 10, config.submission.port],
    ['imaps', '_imaps._tcp', 0, config.imaps.port],
    ['imap', '_imap._tcp', 10, config.imap.port],
    ['jmap', '_jmap._tcp', 0, web],
    ['autodiscover', '_autodiscover._tcp', 0, web],
  ]
  const names = [
    ['autoconfig', `autoconfig.${domain}`],
    ['autodiscover', `autodiscover.${domain}`],
  ] as const
  return [
    // RFC 6186 §3
    ...ports.map(([purpose, service, priority, port]) => ({
      purpose,
      kind: 'SRV' as const,
      name: `${service}.${domain}`,
      value: `${priority} 1 ${port} ${host}`,
      isNeeded: false,
    })),
    ...names.map(([purpose, name]) => ({
      purpose,
      kind: 'CNAME' as const,
      name,
      value: host,
      isNeeded: false,
    })),
  ]
}
