import { Malformed } from './errors.ts'

declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** A row number that PostgreSQL holds as bigint and JavaScript as a safe integer. */
export type AccountId = Branded<number, 'AccountId'>
export type PrincipalId = Branded<number, 'PrincipalId'>
/** Number of a record, unique in its account: the sequence number at which it was created. */
export type RecordId = Branded<number, 'RecordId'>
/** Sequence number of an account. */
export type Seq = Branded<number, 'Seq'>
/** Lower-case hexadecimal SHA-256 of a blob's bytes. */
export type Digest = Branded<string, 'Digest'>

/** Brands a number read from the database; nothing else may call it. */
export const trusted = <T extends number>(value: number): T => value as T

/**
 * Ids on the wire are a type's prefix and a decimal number ("e1042"), so that the id of one type is never
 * mistaken for another's, and no id looks like a number, a dash or NIL (RFC 8620 §1.2).
 */
export const writeId = (prefix: string, id: number): string => prefix + id

/** The number in a wire id, or null when it is not an id of that prefix. */
export function readId(prefix: string, text: string): RecordId | null {
  if (!text.startsWith(prefix)) return null
  const digits = text.slice(prefix.length)
  if (!/^[1-9][0-9]{0,14}$/.test(digits)) return null
  return Number(digits) as RecordId
}

export const ACCOUNT_PREFIX = 'a'

export const writeAccountId = (id: AccountId): string => writeId(ACCOUNT_PREFIX, id)

export const readAccountId = (text: string): AccountId | null =>
  readId(ACCOUNT_PREFIX, text) as number | null as AccountId | null

export function readDigest(text: string): Digest {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new Malformed('not a SHA-256 digest')
  return text as Digest
}
