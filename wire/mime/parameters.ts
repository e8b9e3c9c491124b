import { decodeText } from './charset.ts'
import { decodeEncodedWords, hexOctet } from './encoded-words.ts'

export interface ParameterisedValue {
  value: string
  parameters: Record<string, string>
}

const MAX_PARAMETERS = 200

/** `value; name=value; …` of Content-Type and Content-Disposition, as wrongly as it may be written. */
export function readParameterised(text: string): ParameterisedValue {
  const semicolon = text.indexOf(';')
  const head = semicolon === -1 ? text : text.slice(0, semicolon)
  const value = stripComments(head).trim().toLowerCase()
  const pairs = semicolon === -1 ? [] : readPairs(text, semicolon)
  return { value, parameters: joinContinuations(pairs) }
}

type Pair = [name: string, value: string]

function readPairs(text: string, from: number): Pair[] {
  const pairs: Pair[] = []
  let at = from
  while (at < text.length && pairs.length < MAX_PARAMETERS) {
    const start = skip(text, at, /[;\s]*/y)
    const nameEnd = skip(text, start, /[^=;]*/y)
    const name = stripComments(text.slice(start, nameEnd)).trim().toLowerCase()
    if (text[nameEnd] !== '=') {
      at = Math.max(nameEnd, at + 1)
      continue
    }
    const valueStart = skip(text, nameEnd + 1, /\s*/y)
    const [value, end] = readValue(text, valueStart)
    if (name !== '') pairs.push([name, value])
    at = end
  }
  return pairs
}

function readValue(text: string, at: number): [value: string, end: number] {
  if (text[at] !== '"') {
    const end = skip(text, at, /[^;]*/y)
    return [unquotedValue(text.slice(at, end)), end]
  }
  let end = at + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return [text.slice(at + 1, end).replace(/\\(.)/gs, (_, c: string) => unescaped(c)), end + 1]
}

// Windows senders write `filename="C:\docs\a.txt"` without escaping: only quotes and backslashes are escapable.
function unescaped(character: string): string {
  return character === '"' || character === '\\' ? character : `\\${character}`
}

function unquotedValue(text: string): string {
  return text.replace(/\s\([^()]*\)\s*$/, '').trimEnd()
}

function skip(text: string, at: number, what: RegExp): number {
  what.lastIndex = at
  return what.test(text) ? what.lastIndex : at
}

function stripComments(text: string): string {
  return text.includes('(') ? text.replace(/\([^()]*\)/g, '') : text
}

interface Section {
  index: number
  text: string
  isExtended: boolean
}

/** RFC 2231 §3 and §4: `name*0*`, `name*1`, `name*`; and the encoded-words that many write instead. */
function joinContinuations(pairs: Pair[]): Record<string, string> {
  const plain = new Map<string, string>()
  const sections = new Map<string, Section[]>()
  for (const [name, value] of pairs) {
    const match = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(name)
    if (match === null) {
      if (!plain.has(name)) plain.set(name, decodeEncodedWords(value))
      continue
    }
    const [, base = '', index, star] = match
    const section = {
      index: Number(index ?? 0),
      text: value,
      isExtended: index === undefined || star === '*',
    }
    const known = sections.get(base)
    if (known === undefined) sections.set(base, [section])
    else known.push(section)
  }
  // The extended form is said last, so it wins over a plain one of the same name.
  for (const [name, parts] of sections) plain.set(name, decodeSections(parts))
  return Object.fromEntries(plain)
}

function decodeSections(sections: Section[]): string {
  sections.sort((a, b) => a.index - b.index)
  const first = sections[0]!
  const mark = first.isExtended ? /^([^']*)'[^']*'/.exec(first.text) : null
  const texts = sections.map((section, i) =>
    i === 0 && mark ? section.text.slice(mark[0].length) : section.text,
  )
  if (sections.every(section => !section.isExtended)) return decodeEncodedWords(texts.join(''))
  const bytes = sections.map((section, i) =>
    section.isExtended ? readPercent(texts[i]!) : Buffer.from(texts[i]!),
  )
  return decodeText(Buffer.concat(bytes), mark?.[1] || 'utf-8').text
}

function readPercent(text: string): Buffer {
  const bytes = Buffer.from(text)
  const out = Buffer.allocUnsafe(bytes.length)
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const octet = bytes[i] === PERCENT ? hexOctet(bytes[i + 1], bytes[i + 2]) : -1
    if (octet >= 0) i += 2
    out[length++] = octet >= 0 ? octet : bytes[i]!
  }
  return out.subarray(0, length)
}

const PERCENT = 0x25

/** One parameter as it is written on the wire, folded before it: quoted ASCII, else RFC 2231 pieces. */
export function writeParameter(name: string, value: string): string {
  const clean = value.toWellFormed().replace(/[\r\n\0]+/g, ' ')
  if (/^[\x20-\x7e]*$/.test(clean) && clean.length <= 60 && !clean.includes('=?')) {
    return `;\r\n ${name}="${clean.replace(/["\\]/g, '\\$&')}"`
  }
  const pieces = percentPieces(clean)
  if (pieces.length === 1) return `;\r\n ${name}*=utf-8''${pieces[0]}`
  return pieces.map((piece, i) => `;\r\n ${name}*${i}*=${i === 0 ? "utf-8''" : ''}${piece}`).join('')
}

const MAX_PIECE = 50

function percentPieces(value: string): string[] {
  const pieces = ['']
  for (const character of value) {
    const written = /[A-Za-z0-9._~-]/.test(character) ? character : percent(character)
    if (pieces.at(-1)!.length + written.length > MAX_PIECE) pieces.push('')
    pieces[pieces.length - 1] += written
  }
  return pieces
}

function percent(character: string): string {
  return [...Buffer.from(character)]
    .map(octet => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}
