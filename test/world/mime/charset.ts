import iconv from 'iconv-lite'

export type Charset = 'utf-8' | 'iso-8859-1' | 'iso-8859-15' | 'windows-1252'

/** How a correspondent's program writes text: its charset and its transfer encoding. */
export type Manner = {
  charset: Charset
  transfer: '8bit' | 'quoted-printable' | 'base64'
}

export const MANNERS: readonly Manner[] = [
  { charset: 'utf-8', transfer: 'quoted-printable' },
  { charset: 'utf-8', transfer: '8bit' },
  { charset: 'utf-8', transfer: 'base64' },
  { charset: 'windows-1252', transfer: 'quoted-printable' },
  { charset: 'iso-8859-1', transfer: 'quoted-printable' },
  { charset: 'windows-1252', transfer: 'base64' },
  { charset: 'iso-8859-1', transfer: '8bit' },
  { charset: 'iso-8859-15', transfer: '8bit' },
]

/** The manner that can carry the text: a sign outside the charset makes the program fall back to UTF-8. */
export function mannerFor(text: string, wanted: Manner): Manner {
  if (wanted.charset === 'utf-8') return wanted
  const simple = simplified(text, wanted)
  const fits = iconv.decode(iconv.encode(simple, wanted.charset), wanted.charset) === simple
  return fits ? wanted : { charset: 'utf-8', transfer: wanted.transfer }
}

export function encodeText(text: string, manner: Manner): Buffer {
  const bytes =
    manner.charset === 'utf-8' ? Buffer.from(text) : iconv.encode(simplified(text, manner), manner.charset)
  return encodeTransfer(bytes, manner.transfer)
}

export function encodeTransfer(bytes: Buffer, transfer: Manner['transfer']): Buffer {
  if (transfer === 'base64') return Buffer.from(base64Lines(bytes), 'latin1')
  return transfer === '8bit' ? bytes : Buffer.from(quotedPrintable(bytes), 'latin1')
}

/** Old programs write the plain apostrophe, and ISO-8859-1 has no euro. */
function simplified(text: string, { charset }: Manner): string {
  if (charset === 'windows-1252') return text
  const plain = text.replaceAll('’', "'").replaceAll('–', '-').replaceAll('…', '...')
  return charset === 'iso-8859-1' ? plain.replaceAll('€', 'EUR').replaceAll('œ', 'oe') : plain
}

// RFC 2045 §6.8: lines of at most 76 characters.
function base64Lines(bytes: Buffer): string {
  const text = bytes.toString('base64')
  const lines: string[] = []
  for (let at = 0; at < text.length; at += 76) lines.push(text.slice(at, at + 76))
  return lines.join('\r\n')
}

const HEX = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)

// RFC 2045 §6.7
function quotedPrintable(bytes: Buffer): string {
  let text = ''
  let column = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte === 13 && bytes[at + 1] === 10) {
      text += '\r\n'
      column = 0
      at++
      continue
    }
    const written = isLiteral(byte, bytes[at + 1]) ? String.fromCharCode(byte) : (HEX[byte] as string)
    if (column + written.length > 75) {
      text += '=\r\n'
      column = 0
    }
    text += written
    column += written.length
  }
  return text
}

function isLiteral(byte: number, next: number | undefined): boolean {
  if (byte === 32) return next !== undefined && next !== 13
  return byte > 32 && byte < 127 && byte !== 61
}

/** The charset in which a header can be written without changing a letter of it. */
export function charsetFor(text: string, { charset }: Manner): Charset {
  return iconv.decode(iconv.encode(text, charset), charset) === text ? charset : 'utf-8'
}
