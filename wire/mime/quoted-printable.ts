import { hexOctet } from './encoded-words.ts'
import type { Decoder } from './transfer.ts'

/** How many blanks at the end of a chunk wait to know whether the line ends after them. */
const MAX_HELD = 1000

/** RFC 2045 §6.7; an equals sign that begins nothing stays as it is. */
export class QuotedPrintableDecoder implements Decoder {
  held = Buffer.alloc(0)

  push(chunk: Buffer): Buffer {
    const bytes = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk])
    const end = settledEnd(bytes)
    this.held = Buffer.from(bytes.subarray(end))
    return decode(bytes.subarray(0, end), false)
  }

  end(): Buffer {
    const last = decode(this.held, true)
    this.held = Buffer.alloc(0)
    return last
  }
}

/** Where what follows may still change its meaning: blanks, or an equals sign and what it may take. */
function settledEnd(bytes: Buffer): number {
  let end = bytes.length
  const floor = Math.max(0, bytes.length - MAX_HELD)
  while (end > floor && isBlank(bytes[end - 1]!)) end--
  if (bytes[end - 1] === CR) end--
  while (end > floor && isBlank(bytes[end - 1]!)) end--
  const equals = bytes.indexOf(EQUALS, Math.max(0, end - 2))
  return equals === -1 ? end : Math.min(end, equals)
}

function decode(bytes: Buffer, isLast: boolean): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  // Blanks at the end of a line were added on the way. RFC 2045 §6.7 (3)
  let solid = 0
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i]!
    if (byte === EQUALS) {
      const octet = hexOctet(bytes[i + 1], bytes[i + 2])
      const after = octet >= 0 ? i + 3 : endOfSoftBreak(bytes, i + 1, isLast)
      if (octet >= 0) out[length++] = octet
      else if (after === i + 1) out[length++] = EQUALS
      i = after
      solid = length
      continue
    }
    if (byte === LF || (byte === CR && bytes[i + 1] === LF)) length = solid
    out[length++] = byte
    if (!isBlank(byte)) solid = length
    i++
  }
  return out.subarray(0, length)
}

/** After the line end that an equals sign hides, or where it stood when there is none. */
function endOfSoftBreak(bytes: Buffer, start: number, isLast: boolean): number {
  let at = start
  while (at - start < MAX_HELD && isBlank(bytes[at] ?? 0)) at++
  if (bytes[at] === LF) return at + 1
  // Where more follows, it begins with another equals sign.
  if (at >= bytes.length) return isLast ? at : start
  return bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : start
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB
}

const EQUALS = 0x3d
const SPACE = 0x20
const TAB = 0x09
const CR = 0x0d
const LF = 0x0a
const MAX_LINE = 76

/** Text with CRLF line ends, in lines of at most 76 characters. */
export function encodeQuotedPrintable(text: string): string {
  return text.split('\r\n').map(encodeLine).join('\r\n')
}

function encodeLine(line: string): string {
  const out: string[] = []
  let column = 0
  const bytes = Buffer.from(line)
  for (let i = 0; i < bytes.length; i++) {
    const written = encodeOctet(bytes[i]!, i === bytes.length - 1, column === 0)
    if (column + written.length >= MAX_LINE) {
      out.push('=\r\n')
      column = 0
    }
    out.push(written)
    column += written.length
  }
  return out.join('')
}

function encodeOctet(octet: number, isLast: boolean, isFirst: boolean): string {
  const isPlain = octet > SPACE && octet < 0x7f && octet !== EQUALS
  // A dot or a "From " that begins a line is altered by some transports.
  if (isPlain && !(isFirst && (octet === 0x2e || octet === 0x46))) return String.fromCharCode(octet)
  if (isBlank(octet) && !isLast) return String.fromCharCode(octet)
  return `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
}
