import { readMailDate, writeMailDate } from '../mime/date.ts'

/** One hop of a message, as the server that took it notes it. */
export interface Received {
  /** What the client called itself. */
  readonly helo: string
  readonly ip: string
  /** The server that took it. */
  readonly by: string
  readonly protocol: Transmission
  readonly id: string
  /** The recipient, when there is one alone: nobody learns of the others. */
  readonly recipient: string | null
  /** RFC 3339 */
  readonly at: string
}

/** Extended, with TLS, after a login. RFC 6531 §4.3 */
export type Transmission = 'SMTP' | `${'E' | 'UTF8'}SMTP${'' | 'S' | 'A' | 'SA'}`

// RFC 5321 §4.4
export function writeReceived({ helo, ip, by, protocol, id, recipient, at }: Received): string {
  const from = `from ${domain(helo)} (${literal(ip)})`
  const whom = recipient === null ? '' : `\r\n\tfor <${safe(recipient)}>`
  return `Received: ${from}\r\n\tby ${domain(by)} with ${protocol} id ${word(id)}${whom};\r\n\t${writeMailDate(at)}\r\n`
}

const SHAPE =
  /^from (?<helo>\S+) \(\[(?:IPv6:)?(?<ip>[^\]]+)\]\)\s+by (?<by>\S+) with (?<protocol>\w+) id (?<id>\S+?)(?:\s+for <(?<recipient>[^>]*)>)?;\s+(?<date>.+)$/

/** Reads the value of a field that was written here; those of others are for people. */
export function readReceived(value: string): Received | null {
  const groups = SHAPE.exec(value.replace(/\r\n(?=[ \t])/g, '').trim())?.groups
  const date = groups && readMailDate(groups['date']!)
  if (!groups || !date) return null
  const { helo, ip, by, protocol, id, recipient } = groups
  return {
    helo: helo!,
    ip: ip!,
    by: by!,
    protocol: protocol as Transmission,
    id: id!,
    recipient: recipient ?? null,
    at: date.iso,
  }
}

// RFC 5321 §4.1.3
const literal = (ip: string): string => `[${ip.includes(':') ? 'IPv6:' : ''}${word(ip)}]`

/** What a stranger calls itself stands as it is, unless it could be taken for something else. */
const domain = (name: string): string => (/^[\p{L}\p{N}._:[\]-]{1,255}$/u.test(name) ? name : 'unknown')

const word = (text: string): string => text.replace(/[^\w.:-]/g, '')
/** Within quotes a blank is part of an address. */
const safe = (address: string): string => address.replace(/[\p{Cc}<>]|[^\S ]/gu, '')
