import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'
import { readCharset, readSearchReturns, type SearchCommand, writeSearchReturns } from './search.ts'
import { readSearchKeys, type SearchKey, writeSearchKey } from './search-key.ts'

const SORT_KEYS = [
  // RFC 5256 §3
  'arrival',
  'cc',
  'date',
  'from',
  'size',
  'subject',
  'to',
  // RFC 5957 §3
  'displayfrom',
  'displayto',
] as const

const ALGORITHMS = ['orderedsubject', 'references'] as const

export type SortKey = (typeof SORT_KEYS)[number]
export type ThreadAlgorithm = (typeof ALGORITHMS)[number]

export interface SortCriterion {
  readonly by: SortKey
  readonly reverse: boolean
}

export interface SortCommand {
  readonly name: 'sort'
  readonly uid: boolean
  readonly returns?: NonNullable<SearchCommand['returns']>
  readonly partial?: NonNullable<SearchCommand['partial']>
  readonly criteria: readonly SortCriterion[]
  readonly key: SearchKey
}

export interface ThreadCommand {
  readonly name: 'thread'
  readonly uid: boolean
  readonly algorithm: ThreadAlgorithm
  readonly key: SearchKey
}

/** RFC 5256 §3, and RFC 5267 §3.1 for RETURN. */
export function readSort(reader: Reader, uid: boolean): SortCommand {
  reader.space()
  const returns = readSearchReturns(reader)
  const criteria = reader.list(() => readCriterion(reader))
  if (criteria.length === 0) reader.fail('Sort key expected')
  return { name: 'sort', uid, ...returns, criteria, key: readCharsetAndKeys(reader) }
}

function readCriterion(reader: Reader): SortCriterion {
  const reverse = reader.match(/REVERSE +/iy) !== undefined
  const word = reader.keyword('Sort key').toLowerCase()
  return { by: SORT_KEYS.find(key => key === word) ?? reader.fail('Unknown sort key'), reverse }
}

export function writeSort(writer: Writer, { returns, partial, criteria, key }: SortCommand): void {
  writer.text(' ')
  writeSearchReturns(writer, { ...(returns && { returns }), ...(partial && { partial }) })
  writer.list(criteria, ({ by, reverse }) => writer.text(`${reverse ? 'REVERSE ' : ''}${by.toUpperCase()}`))
  writeSearchKey(writer.text(' UTF-8 '), key)
}

/** RFC 5256 §3 */
export function readThread(reader: Reader, uid: boolean): ThreadCommand {
  reader.space()
  const word = reader.keyword('Algorithm').toLowerCase()
  const algorithm = ALGORITHMS.find(known => known === word) ?? reader.fail('Unknown thread algorithm')
  return { name: 'thread', uid, algorithm, key: readCharsetAndKeys(reader) }
}

export function writeThread(writer: Writer, { algorithm, key }: ThreadCommand): void {
  writer.text(` ${algorithm.toUpperCase()} UTF-8 `)
  writeSearchKey(writer, key)
}

function readCharsetAndKeys(reader: Reader): SearchKey {
  reader.space()
  const charset = readCharset(reader)
  reader.space()
  return readSearchKeys(reader, charset)
}
