import { decodeUnlabelled } from './charset.ts'

export interface HeaderField {
  name: string
  /** All after the colon, folds kept, without the last line end. */
  value: string
  start: number
  end: number
}

/** What is read of one header; octets and fields beyond are kept in the message but not looked at. */
const MAX_HEADER_OCTETS = 2 * 1024 * 1024
const MAX_FIELDS = 10_000

/** The fields between two offsets, in their order; `wants` spares the decoding of the others. */
export function readFields(
  bytes: Buffer,
  start: number,
  end: number,
  wants: (lowerName: string) => boolean = () => true,
): HeaderField[] {
  const fields: HeaderField[] = []
  const limit = Math.min(end, start + MAX_HEADER_OCTETS)
  let at = start
  let seen = 0
  while (at < limit && seen < MAX_FIELDS) {
    const next = endOfField(bytes, at, limit)
    const colon = bytes.subarray(at, Math.min(next, at + MAX_NAME)).indexOf(COLON)
    const name =
      colon <= 0
        ? ''
        : bytes
            .toString('latin1', at, at + colon)
            .replaceAll('\0', '')
            .trimEnd()
    if (name !== '' && wants(name.toLowerCase())) {
      const value = decodeUnlabelled(bytes.subarray(at + colon + 1, endOfText(bytes, next)))
      fields.push({ name, value, start: at, end: next })
    }
    at = next
    seen++
  }
  return fields
}

/** Whether no field is beyond what is looked at. */
export function isReadWhole(bytes: Buffer, start: number, end: number): boolean {
  let at = start
  for (let seen = 0; at < end && seen < MAX_FIELDS; seen++) at = endOfField(bytes, at, end)
  return at >= end && end - start <= MAX_HEADER_OCTETS
}

const COLON = 0x3a
const CR = 0x0d
const LF = 0x0a
const SPACE = 0x20
const TAB = 0x09
const MAX_NAME = 1000

// RFC 5322 §2.2.3: a line that begins with a blank continues the field.
function endOfField(bytes: Buffer, start: number, limit: number): number {
  let at = start
  for (;;) {
    const newline = bytes.indexOf(LF, at)
    if (newline === -1 || newline >= limit) return limit
    at = newline + 1
    if (bytes[at] !== SPACE && bytes[at] !== TAB) return Math.min(at, limit)
  }
}

function endOfText(bytes: Buffer, end: number): number {
  if (bytes[end - 1] !== LF) return end
  return bytes[end - 2] === CR ? end - 2 : end - 1
}

/** Whether a line can begin a header field: a name, then a colon. RFC 5322 §2.2 */
export function isFieldStart(bytes: Buffer, start: number, end: number): boolean {
  const limit = Math.min(end, start + MAX_NAME)
  let at = start
  while (at < limit && isNameOctet(bytes[at]!)) at++
  if (at === start) return false
  // RFC 5322 §4.5.3: the obsolete syntax allows blanks before the colon.
  while (at < limit && (bytes[at] === SPACE || bytes[at] === TAB)) at++
  return at < limit && bytes[at] === COLON
}

function isNameOctet(octet: number): boolean {
  return octet > SPACE && octet !== COLON && octet !== 0x7f
}

/** Folds removed; every other blank is kept. RFC 5322 §2.2.3 */
export function unfold(value: string): string {
  return value.includes('\n') ? value.replace(/\r?\n/g, '') : value
}
