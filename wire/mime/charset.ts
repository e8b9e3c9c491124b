import { isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

export interface DecodedText {
  text: string
  /** The charset was unknown, or some octets were not of it: the text is then a best guess. */
  isEncodingProblem: boolean
}

/** Text in a named charset. Without one, or with a false one, UTF-8 when it is, else windows-1252. */
export function decodeText(bytes: Buffer, charset?: string | null): DecodedText {
  const label = charsetLabel(charset ?? '')
  if (label === '' || label === 'us-ascii')
    return { text: decodeUnlabelled(bytes), isEncodingProblem: !isAscii(bytes) }
  // RFC 3629 §3
  if (label === 'utf-8') return decodeUtf8(bytes)
  const decoder = decoderFor(label)
  if (decoder === null) return { text: decodeUnlabelled(bytes), isEncodingProblem: true }
  const text = decoder(bytes)
  return { text: text.replaceAll('\0', '').toWellFormed(), isEncodingProblem: text.includes('\uFFFD') }
}

/** Text of which nothing says the charset: raw 8-bit headers, unlabelled bodies. Never holds a NUL. */
export function decodeUnlabelled(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes)
  return text.includes('\0') ? text.replaceAll('\0', '') : text
}

export function isAscii(bytes: Buffer): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i]! > 127) return false
  return true
}

function decodeUtf8(bytes: Buffer): DecodedText {
  const isValid = isUtf8(bytes)
  // Many senders label windows-1252 as UTF-8: their text is worth more than a row of replacement marks.
  const text = isValid || looksLikeUtf8(bytes) ? bytes.toString('utf8') : windows1252.decode(bytes)
  return { text: text.replace(/^\uFEFF/, '').replaceAll('\0', ''), isEncodingProblem: !isValid }
}

/** Whether most of the 8-bit octets are UTF-8 sequences, so that only a few are broken. */
function looksLikeUtf8(bytes: Buffer): boolean {
  const text = bytes.subarray(0, 65_536).toString('utf8')
  let broken = 0
  let whole = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0xfffd) broken++
    else if (code > 127) whole++
  }
  return whole >= broken
}

type Decoder = (bytes: Buffer) => string
const windows1252 = new TextDecoder('windows-1252')
const decoders = new Map<string, Decoder | null>()
const MAX_KNOWN_LABELS = 500

function decoderFor(label: string): Decoder | null {
  const known = decoders.get(label)
  if (known !== undefined) return known
  const made = makeDecoder(label)
  // Labels come from strangers: what we remember of them is bounded.
  if (decoders.size < MAX_KNOWN_LABELS) decoders.set(label, made)
  return made
}

function makeDecoder(label: string): Decoder | null {
  try {
    const decoder = new TextDecoder(label)
    return bytes => decoder.decode(bytes)
  } catch {
    return iconv.encodingExists(label) ? bytes => iconv.decode(bytes, label) : null
  }
}

/** Other names under which senders announce charsets, by the name that a decoder knows. */
const ALIASES: Record<string, string> = {
  utf8: 'utf-8',
  'utf-8-mac': 'utf-8',
  ascii: 'us-ascii',
  'ansi_x3.4-1968': 'us-ascii',
  'unknown-8bit': '',
  'x-unknown': '',
  default: '',
  default_charset: '',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  ansi: 'windows-1252',
  'unicode-1-1-utf-7': 'utf-7',
}

function charsetLabel(charset: string): string {
  const label = charset
    .slice(0, 64)
    .toLowerCase()
    .replace(/["'\s]/g, '')
    .replace(/^cp-/, 'cp')
  return ALIASES[label] ?? label
}
