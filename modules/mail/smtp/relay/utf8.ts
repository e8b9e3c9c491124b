import { domainToASCII } from 'node:url'
import type { Parcel } from './parcel.ts'

/** A domain has a form that every server understands; a local part has none. RFC 6531 §3.2 */
export function withoutUtf8Domain(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  if (at === -1 || isAscii(domain) || !isAscii(address.slice(0, at))) return address
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`
}

/**
 * Whether a message goes only to a server that offers SMTPUTF8; says so where it can; or has no use for it. A header
 * beyond ASCII that nobody announced (RFC 6532 is younger than many programs) has always been passed on as it is.
 */
export function needsUtf8(parcel: Parcel, header: Buffer): 'always' | 'if offered' | 'never' {
  const [{ mailFrom, parameters }] = parcel
  const addresses = [mailFrom, ...parcel.map(one => one.rcpt)].map(withoutUtf8Domain)
  if (!addresses.every(isAscii)) return 'always'
  if (header.every(byte => byte < 0x80)) return 'never'
  return parameters.smtputf8 ? 'always' : 'if offered'
}

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)
