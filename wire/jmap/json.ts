import { Malformed } from '../../lib/errors.ts'

/** Half a character is none, and could not be kept. Throws SyntaxError. */
// RFC 8620 §1.5: what is sent is I-JSON.
export function readJson(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (ESCAPED_HALF.test(text) && !isWellFormed(value)) throw new SyntaxError('half a character')
  return value
}

/** The only way in which one comes. */
const ESCAPED_HALF = /\\ud[89a-f]/i

function isWellFormed(value: unknown): boolean {
  for (let level = [value]; level.length > 0; ) {
    if (level.some(one => typeof one === 'string' && !one.isWellFormed())) return false
    level = level.flatMap(one =>
      typeof one === 'object' && one !== null ? [...Object.keys(one), ...Object.values(one)] : [],
    )
  }
  return true
}

/** Bytes of a value in memory beside what it says, about. */
const BYTES_OF_VALUE = 32

/** About how many bytes a value takes; no more than `most` of them are counted. */
export function weightOf(value: unknown, most: number): number {
  let weight = 0
  for (const waiting = [value]; waiting.length > 0 && weight < most; ) {
    const one = waiting.pop()
    weight += BYTES_OF_VALUE
    if (typeof one === 'string') weight += one.length
    else if (Array.isArray(one)) for (const item of one) waiting.push(item)
    else if (isObject(one)) for (const name of Object.keys(one)) waiting.push(one[name])
  }
  return weight
}

/** An object of JSON whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function readObject(value: unknown, at: string): JsonObject {
  if (!isObject(value)) throw new Malformed('an object is expected', at)
  return value
}

export function readArray(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Malformed('a list is expected', at)
  return value
}

export function readString(value: unknown, at: string): string {
  if (typeof value !== 'string') throw new Malformed('a string is expected', at)
  return value
}

export function readBoolean(value: unknown, at: string): boolean {
  if (typeof value !== 'boolean') throw new Malformed('true or false is expected', at)
  return value
}

export const readStrings = (value: unknown, at: string): string[] =>
  readArray(value, at).map(item => readString(item, at))

/** An object whose members are all of one sort. */
export function readMap<T>(
  value: unknown,
  at: string,
  readMember: (member: unknown, at: string) => T,
): Record<string, T> {
  const members = Object.entries(readObject(value, at))
  return Object.fromEntries(members.map(([name, member]) => [name, readMember(member, `${at}/${name}`)]))
}

export const readNullable = <T>(
  value: unknown,
  at: string,
  read: (value: unknown, at: string) => T,
): T | null => (value === null || value === undefined ? null : read(value, at))
