import type { Section } from '../../../wire/imap/section.ts'
import { findPart, type Part } from '../../../wire/mime/part.ts'

/** Octets of a message from `start` up to, without, `end`. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/** Where a section stands in the bytes of a message; null where there is no such part. HEADER.FIELDS stands nowhere. */
export function extentOf(structure: Part, size: number, { path, text }: Section): Extent | null {
  const part = findPart(structure, path)
  if (!part) return null
  if (text === undefined) return path === '' ? { start: 0, end: size } : bodyOf(part)
  if (text === 'MIME') return headerOf(part)
  // RFC 9051 §6.4.5.1: under a part number, header and text are of the message that the part holds.
  const message = path === '' ? structure : part.message
  if (!message) return null
  return text === 'TEXT' ? bodyOf(message) : headerOf(message)
}

const bodyOf = ({ bodyStart, bodyEnd }: Part): Extent => ({ start: bodyStart, end: bodyEnd })

/** The blank line after it included. */
const headerOf = ({ headerStart, bodyStart }: Part): Extent => ({ start: headerStart, end: bodyStart })
