import { MAX_NUMBER } from '../limits.ts'
import { BadCommand } from '../malformed.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'
import { CHARSETS, type Charset, findCharset } from './charset.ts'
import { readSearchKeys, type SearchKey, writeSearchKey } from './search-key.ts'

/** RFC 9051 §6.4.4 */
const RETURNS = ['min', 'max', 'all', 'count', 'save'] as const

export type SearchReturn = (typeof RETURNS)[number]

/** The first results (`1:100`) or, when negative, the last (`-1:-100`). RFC 9394 §3.1 */
export interface ResultWindow {
  readonly first: number
  readonly last: number
}

export interface SearchCommand {
  readonly name: 'search'
  readonly uid: boolean
  /** The client asks for an ESEARCH answer. */
  readonly returns?: readonly SearchReturn[]
  readonly partial?: ResultWindow
  readonly key: SearchKey
}

/** RFC 9051 §6.4.4 */
export function readSearch(reader: Reader, uid: boolean): SearchCommand {
  reader.space()
  const returns = readSearchReturns(reader)
  const charset = reader.match(/CHARSET +/iy) ? readCharset(reader) : undefined
  if (charset) reader.space()
  return { name: 'search', uid, ...returns, key: readSearchKeys(reader, charset) }
}

export function writeSearch(writer: Writer, { returns, partial, key }: SearchCommand): void {
  writer.text(' ')
  writeSearchReturns(writer, { ...(returns && { returns }), ...(partial && { partial }) })
  writer.text('CHARSET UTF-8 ')
  writeSearchKey(writer, key)
}

type Returns = Pick<SearchCommand, 'returns' | 'partial'>

/** `RETURN (…) `, if it stands here. */
export function readSearchReturns(reader: Reader): Returns {
  if (!reader.match(/RETURN *(?=\()/iy)) return {}
  const returns: SearchReturn[] = []
  let partial: ResultWindow | undefined
  reader.list(() => {
    const word = reader.keyword('Return option').toLowerCase()
    if (word === 'partial') partial = readWindow(reader)
    else returns.push(RETURNS.find(option => option === word) ?? reader.fail('Unknown return option'))
  })
  // RFC 9394 §3.1
  if (partial && returns.includes('all')) reader.fail('PARTIAL and ALL exclude each other')
  reader.space()
  // RFC 9051 §6.4.4: an empty list asks for ALL.
  if (returns.length === 0 && !partial) returns.push('all')
  return { returns, ...(partial && { partial }) }
}

export function readWindow(reader: Reader): ResultWindow {
  reader.space()
  const text = reader.need(/[1-9]\d{0,9}:[1-9]\d{0,9}|-[1-9]\d{0,9}:-[1-9]\d{0,9}/y, 'Range')
  const [first, last] = text.split(':').map(Number) as [number, number]
  if (Math.max(Math.abs(first), Math.abs(last)) > MAX_NUMBER) reader.fail('Number out of range')
  return { first, last }
}

export function writeSearchReturns(writer: Writer, { returns, partial }: Returns): void {
  if (!returns && !partial) return
  const options: string[] = (returns ?? []).map(option => option.toUpperCase())
  if (partial) options.push(`PARTIAL ${partial.first}:${partial.last}`)
  writer.text(`RETURN (${options.join(' ')}) `)
}

export function readCharset(reader: Reader): Charset {
  const charset = findCharset(reader.astring())
  if (charset) return charset
  throw new BadCommand('Unknown charset', undefined, { code: 'BADCHARSET', charsets: CHARSETS })
}
