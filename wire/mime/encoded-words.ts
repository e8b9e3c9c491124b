import { decodeText } from './charset.ts'

// RFC 2047 §2. Blanks and 8-bit characters inside the text are not allowed, yet common.
const ENCODED_WORD = /=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bq])\?([^?]*)\?=/gi

interface Word {
  charset: string
  encoding: string
  chunks: Buffer[]
}

/** Header text with its encoded-words read; anything that is not one stays as it is. */
export function decodeEncodedWords(text: string): string {
  if (!text.includes('=?')) return text
  const out: string[] = []
  let run: Word | null = null
  let at = 0
  for (const match of text.matchAll(ENCODED_WORD)) {
    const word = readWord(match)
    const between = text.slice(at, match.index)
    if (run !== null && isBlank(between) && isSameCoding(run, word)) {
      // A character may be cut over two words by careless senders: join the octets before decoding.
      run.chunks.push(...word.chunks)
    } else {
      if (run !== null) out.push(decodeWord(run))
      // RFC 2047 §6.2: blanks between two encoded-words are not shown.
      if (run === null || !isBlank(between)) out.push(between)
      run = word
    }
    at = match.index + match[0].length
  }
  if (run !== null) out.push(decodeWord(run))
  out.push(text.slice(at))
  return out.join('')
}

function readWord(match: RegExpExecArray): Word {
  const [, charset = '', encoding = '', text = ''] = match
  const kind = encoding.toLowerCase()
  const bytes = kind === 'b' ? Buffer.from(text, 'base64') : readQ(text)
  return { charset: charset.toLowerCase(), encoding: kind, chunks: [bytes] }
}

// RFC 2047 §4.2
function readQ(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    const octet = byte === EQUALS ? hexOctet(bytes[i + 1], bytes[i + 2]) : -1
    if (octet >= 0) i += 2
    out[length++] = octet >= 0 ? octet : byte === UNDERSCORE ? SPACE : byte
  }
  return out.subarray(0, length)
}

const EQUALS = 0x3d
const UNDERSCORE = 0x5f
const SPACE = 0x20

/** The octet that two hexadecimal digits write, or -1. */
export function hexOctet(high: number | undefined, low: number | undefined): number {
  const value = (hexDigit(high) << 4) | hexDigit(low)
  return value < 0 ? -1 : value
}

function hexDigit(code = 0): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const letter = code | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}

function decodeWord({ charset, chunks }: Word): string {
  return decodeText(Buffer.concat(chunks), charset).text.replace(/[\r\n]+/g, ' ')
}

function isSameCoding(a: Word, b: Word): boolean {
  return a.charset === b.charset && a.encoding === b.encoding
}

function isBlank(text: string): boolean {
  return /^\s*$/.test(text)
}

const MAX_WORD_OCTETS = 45 // RFC 2047 §2 allows 75 characters: 45 octets are 60 of base64, plus the mark-up

/** Unstructured header text, with encoded-words where it is not plain ASCII. */
export function encodeText(text: string): string {
  const clean = text.toWellFormed().replace(/[\r\n\0]+/g, ' ')
  return mustEncode(clean) ? encodeWords(clean) : clean
}

/** A display name: bare when it is made of atoms, quoted when ASCII, else encoded-words. */
export function encodePhrase(name: string): string {
  const clean = name.toWellFormed().replace(/[\r\n\0]+/g, ' ')
  if (mustEncode(clean)) return encodeWords(clean)
  return /^[\w!#$%&'*+\-/=?^`{|}~]+(?: [\w!#$%&'*+\-/=?^`{|}~]+)*$/.test(clean)
    ? clean
    : `"${clean.replace(/["\\]/g, '\\$&')}"`
}

function mustEncode(text: string): boolean {
  return /[^\x20-\x7e]|=\?|^\s|\s$|\s{2}|\S{200}/.test(text)
}

/** Each word holds whole characters only. RFC 2047 §5 */
function encodeWords(text: string): string {
  const words: string[] = []
  let word = ''
  let octets = 0
  for (const character of text) {
    const size = Buffer.byteLength(character)
    if (octets + size > MAX_WORD_OCTETS) {
      words.push(word)
      word = ''
      octets = 0
    }
    word += character
    octets += size
  }
  words.push(word)
  return words.map(part => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ')
}
