import { Malformed } from '../../lib/errors.ts'

// RFC 8620 §1.2
export const MAX_ID_LENGTH = 255

/** Whether a string may stand as an Id. */
// RFC 8620 §1.2
export const isId = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_ID_LENGTH && /^[A-Za-z0-9_-]+$/.test(value)

/** An Id, or "#" and a creation id. */
// RFC 8620 §5.3
export const isIdOrCreationId = (value: unknown): value is string =>
  typeof value === 'string' && isId(value.startsWith('#') ? value.slice(1) : value)

// RFC 8620 §1.3
export const isInt = (value: unknown): value is number => Number.isSafeInteger(value)

// RFC 8620 §1.3
export const isUnsignedInt = (value: unknown): value is number => isInt(value) && value >= 0

const DATE =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** RFC 3339 with upper-case letters. A fraction of zero is read though none may be written: JavaScript does. */
// RFC 8620 §1.4
export function isDate(value: unknown): value is string {
  const parts = typeof value === 'string' ? DATE.exec(value) : null
  if (!parts) return false
  return isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

// RFC 8620 §1.4
export const isUTCDate = (value: unknown): value is string => isDate(value) && value.endsWith('Z')

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** An instant as UTCDate: a fraction of a second only when there is one. */
// RFC 8620 §1.4
export function writeUTCDate(instant: Date): string {
  const text = instant.toISOString()
  const end = text.length - 5
  return text.endsWith('.000Z') ? `${text.slice(0, end)}Z` : text.replace(/0*Z$/, 'Z')
}

export function readId(value: unknown, at: string): string {
  if (!isId(value)) throw new Malformed('not an id', at)
  return value
}

export function readUnsignedInt(value: unknown, at: string): number {
  if (!isUnsignedInt(value)) throw new Malformed('not an unsigned integer', at)
  return value
}
