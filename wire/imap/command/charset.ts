import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** The first two by RFC 9051 §6.4.4; the third is what old clients of western Europe send. */
export const CHARSETS = ['US-ASCII', 'UTF-8', 'ISO-8859-1'] as const

export type Charset = (typeof CHARSETS)[number]

const ALIASES: Readonly<Record<string, Charset>> = { ASCII: 'US-ASCII', UTF8: 'UTF-8', LATIN1: 'ISO-8859-1' }

export function findCharset(name: string): Charset | undefined {
  const upper = name.toUpperCase()
  return CHARSETS.find(charset => charset === upper) ?? ALIASES[upper]
}

/** Undefined when the octets are not of that charset. Without one, text is UTF-8, and tolerated as Latin. */
export function decodeText(octets: Buffer, charset: Charset | undefined): string | undefined {
  switch (charset) {
    case 'ISO-8859-1':
      return iconv.decode(octets, 'iso-8859-1')
    case undefined:
      return isUtf8(octets) ? octets.toString('utf8') : octets.toString('latin1')
    default:
      // Clients that say US-ASCII and send UTF-8 mean UTF-8.
      return isUtf8(octets) ? octets.toString('utf8') : undefined
  }
}
