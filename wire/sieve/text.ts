import type { Complain, Text, Variable } from './language.ts'
import { MAX_MATCHES, MAX_VARIABLE_NAME } from './limits.ts'

/** Which of the marks in a text mean something, as the script requires. */
export interface TextRules {
  readonly hasVariables: boolean
  readonly hasEncodedCharacters: boolean
  readonly namespaces: ReadonlySet<string>
}

/** Reads what stands in a text: characters by their number, then variables. */
export function readText(value: string, start: number, rules: TextRules, complain: Complain): Text {
  const decoded = rules.hasEncodedCharacters ? decodeCharacters(value, start, complain) : value
  return { pieces: rules.hasVariables ? cut(decoded, start, rules, complain) : [decoded], start }
}

export const plainText = (value: string, start = 0): Text => ({ pieces: [value], start })

/** The text, if no variable stands in it. */
export const constantOf = ({ pieces }: Text): string | null =>
  pieces.every(piece => typeof piece === 'string') ? pieces.join('') : null

// RFC 5228 §2.4.2.4
const ENCODED =
  /\$\{(?:hex:\s*([0-9a-f]{1,2}(?:\s+[0-9a-f]{1,2})*)|unicode:\s*([0-9a-f]+(?:\s+[0-9a-f]+)*))\s*\}/gi

const decodeCharacters = (value: string, start: number, complain: Complain): string =>
  value.replace(ENCODED, (whole, octets?: string, characters?: string) => {
    if (octets) return Buffer.from(octets.split(/\s+/).map(digits => Number.parseInt(digits, 16))).toString()
    const codes = characters!.split(/\s+/).map(digits => Number.parseInt(digits, 16))
    if (codes.every(isCharacter)) return String.fromCodePoint(...codes)
    complain('badEncoding', { name: whole }, start)
    return whole
  })

const isCharacter = (code: number): boolean => code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)

// RFC 5229 §3; what does not look like a variable is text.
const VARIABLE = /\$\{((?:[a-z_]\w*\.(?:\w+\.)*)?(?:[a-z_]\w*|\d+))\}/gi

function cut(value: string, start: number, rules: TextRules, complain: Complain): (string | Variable)[] {
  const pieces: (string | Variable)[] = []
  let at = 0
  for (const match of value.matchAll(VARIABLE)) {
    if (match.index > at) pieces.push(value.slice(at, match.index))
    const name = nameOf(match[1]!)
    if (isReadable(name, rules)) pieces.push({ name })
    else complain('badVariable', { name: match[1]! }, start)
    at = match.index + match[0].length
  }
  if (at < value.length || pieces.length === 0) pieces.push(value.slice(at))
  return pieces
}

const nameOf = (written: string): string =>
  /^\d+$/.test(written) ? String(Number(written)) : written.toLowerCase()

function isReadable(name: string, { namespaces }: TextRules): boolean {
  if (/^\d+$/.test(name)) return Number(name) < MAX_MATCHES
  const dot = name.lastIndexOf('.')
  return name.length <= MAX_VARIABLE_NAME && (dot === -1 || namespaces.has(name.slice(0, dot)))
}

/** A name that `set` may give. RFC 5229 §4 */
export const isVariableName = (name: string): boolean =>
  /^[a-z_]\w*$/i.test(name) && name.length <= MAX_VARIABLE_NAME
