import type { Descriptor, Property } from '../../lib/descriptor.ts'
import { Malformed } from '../../lib/errors.ts'
import { readId, writeId } from '../../lib/id.ts'
import { name, raw, type Sql, sql } from '../sql.ts'

/** Finds the descriptor of a type by its name, for the prefixes of ids. */
export type Types = ReadonlyMap<string, Descriptor>

/**
 * How each kind stands in its column, and the SQL that reads it as the wire has it:
 *
 *   text text · integer bigint · boolean boolean · instant timestamptz · date date · id bigint · idSet bigint[]
 *   keywords, texts text[] · addresses, json jsonb · blob bytea
 */
export const COLUMN_TYPES: Readonly<Record<string, readonly string[]>> = {
  text: ['text'],
  integer: ['bigint', 'integer', 'smallint'],
  boolean: ['boolean'],
  instant: ['timestamp with time zone'],
  date: ['date'],
  id: ['bigint'],
  idSet: ['bigint[]'],
  keywords: ['text[]'],
  texts: ['text[]'],
  addresses: ['jsonb'],
  json: ['jsonb'],
  blob: ['bytea'],
}

/** A column of `t` as a JSON-friendly value, to be turned into the wire's by `toWire`. */
export function selectColumn(p: Property): Sql {
  const column = sql`t.${name(p.column!)}`
  if (p.kind === 'instant') return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
  if (p.kind === 'date') return sql`to_char(${column}, 'YYYY-MM-DD')`
  if (p.kind === 'blob') return sql`'b' || encode(${column}, 'hex')`
  return column
}

export function toWire(p: Property, types: Types, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (p.kind === 'id') return writeId(prefixOf(types, p.type!), value as number)
  if (p.kind === 'idSet')
    return setOf((value as (string | number)[]).map(n => writeId(prefixOf(types, p.type!), Number(n))))
  if (p.kind === 'keywords') return setOf(value as string[])
  return value
}

/** A wire value that the door has checked, as `jsonb_populate_recordset` takes it. */
export function toColumn(p: Property, types: Types, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (p.kind === 'id') return numberOf(types, p.type!, value as string)
  if (p.kind === 'idSet') return Object.keys(value as object).map(id => numberOf(types, p.type!, id))
  if (p.kind === 'keywords') return Object.keys(value as object)
  if (p.kind === 'blob') return '\\x' + (value as string).slice(1)
  return value
}

function numberOf(types: Types, type: string, id: string): number {
  const number = readId(prefixOf(types, type), id)
  if (number === null) throw new Malformed(`"${id}" is not the id of a ${type}`)
  return number
}

function prefixOf(types: Types, type: string): string {
  const found = types.get(type)
  if (!found) throw new Error(`no type ${type}`)
  return found.prefix
}

const setOf = (words: readonly string[]): Record<string, true> =>
  Object.fromEntries(words.map(word => [word, true] as const))

/** Properties that stand in the type's own table, by wire name. */
export const stored = (descriptor: Descriptor): [string, Property][] =>
  Object.entries(descriptor.properties).filter(([, p]) => p.column !== null)

export const table = (descriptor: Descriptor): Sql => raw(`"${descriptor.table}" t`)
