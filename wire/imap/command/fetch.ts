import type { Reader } from '../reader.ts'
import {
  type OctetRange,
  readOctetRange,
  readPath,
  readSection,
  type Section,
  writeSection,
} from '../section.ts'
import { readSequenceSet, type SequenceSet, writeSequenceSet } from '../sequence.ts'
import type { Writer } from '../writer.ts'
import { type ResultWindow, readWindow } from './search.ts'

const PLAIN = [
  // RFC 9051 §6.4.5
  'envelope',
  'flags',
  'internaldate',
  'rfc822.size',
  'uid',
  'bodystructure',
  'body',
  // RFC 3501 §6.4.5
  'rfc822',
  'rfc822.header',
  'rfc822.text',
  // RFC 7162 §3.1.5
  'modseq',
  // RFC 8474 §5.3
  'emailid',
  'threadid',
  // RFC 8514 §4.2
  'savedate',
] as const

export type FetchItem =
  | { readonly item: (typeof PLAIN)[number] }
  /** RFC 8970 §3.1: a lazy client takes no preview rather than wait for one. */
  | { readonly item: 'preview'; readonly lazy: boolean }
  | {
      readonly item: 'section'
      readonly peek: boolean
      readonly section: Section
      readonly range?: OctetRange
    }
  | {
      readonly item: 'binary'
      readonly peek: boolean
      readonly path: string
      readonly range?: OctetRange
    }
  | { readonly item: 'binary.size'; readonly path: string }

export interface FetchCommand {
  readonly name: 'fetch'
  readonly uid: boolean
  readonly set: SequenceSet
  readonly items: readonly FetchItem[]
  /** RFC 7162 §3.1.4 */
  readonly changedSince?: number
  /** RFC 7162 §3.2.6 */
  readonly vanished?: true
  /** RFC 9394 §3.3 */
  readonly partial?: ResultWindow
}

/** RFC 9051 §6.4.5 */
export function readFetch(reader: Reader, uid: boolean): FetchCommand {
  reader.space()
  const set = readSequenceSet(reader)
  reader.space()
  const items = readItems(reader)
  const modifiers = reader.more() ? readModifiers(reader) : {}
  if (modifiers.vanished && (!uid || modifiers.changedSince === undefined)) {
    reader.fail('VANISHED needs UID FETCH and CHANGEDSINCE')
  }
  if (modifiers.partial && !uid) reader.fail('PARTIAL needs UID FETCH')
  return { name: 'fetch', uid, set, items, ...modifiers }
}

const MACROS: Readonly<Record<string, readonly FetchItem['item'][]>> = {
  all: ['flags', 'internaldate', 'rfc822.size', 'envelope'],
  fast: ['flags', 'internaldate', 'rfc822.size'],
  full: ['flags', 'internaldate', 'rfc822.size', 'envelope', 'body'],
}

function readItems(reader: Reader): FetchItem[] {
  if (reader.sees('(')) {
    const items = reader.list(() => readItem(reader, reader.need(ITEM, 'Item').toLowerCase()))
    return items.length > 0 ? items : reader.fail('Item expected')
  }
  const word = reader.need(ITEM, 'Item').toLowerCase()
  // RFC 9051 §6.4.5: a macro stands alone.
  return MACROS[word]?.map(item => ({ item }) as FetchItem) ?? [readItem(reader, word)]
}

const ITEM = /[A-Za-z][A-Za-z0-9.]*/y

function readItem(reader: Reader, word: string): FetchItem {
  if (reader.sees('[')) return readOctetsItem(reader, word)
  if (word === 'preview') return { item: 'preview', lazy: readLazy(reader) }
  const item = PLAIN.find(known => known === word)
  return item ? { item } : reader.fail('Unknown fetch item')
}

function readOctetsItem(reader: Reader, word: string): FetchItem {
  switch (word) {
    case 'body':
    case 'body.peek':
      return { item: 'section', peek: word !== 'body', section: readSection(reader), ...rangeOf(reader) }
    case 'binary':
    case 'binary.peek':
      return { item: 'binary', peek: word !== 'binary', path: readBracketed(reader), ...rangeOf(reader) }
    case 'binary.size':
      return { item: 'binary.size', path: readBracketed(reader) }
    default:
      return reader.fail('Unknown fetch item')
  }
}

function readBracketed(reader: Reader): string {
  reader.expect('[')
  const path = readPath(reader)
  reader.expect(']')
  return path
}

function rangeOf(reader: Reader): { range?: OctetRange } {
  const range = readOctetRange(reader)
  return range ? { range } : {}
}

function readLazy(reader: Reader): boolean {
  return reader.match(/ +\( *LAZY *\)/iy) !== undefined
}

type Modifiers = Pick<FetchCommand, 'changedSince' | 'vanished' | 'partial'>

function readModifiers(reader: Reader): Modifiers {
  const modifiers: { -readonly [N in keyof Modifiers]: Modifiers[N] } = {}
  reader.list(() => {
    switch (reader.keyword('Modifier')) {
      case 'CHANGEDSINCE':
        reader.space()
        modifiers.changedSince = reader.number64()
        break
      case 'VANISHED':
        modifiers.vanished = true
        break
      case 'PARTIAL':
        modifiers.partial = readWindow(reader)
        break
      default:
        reader.fail('Unknown FETCH modifier')
    }
  })
  return modifiers
}

export function writeFetch(writer: Writer, command: FetchCommand): void {
  const { set, items, changedSince, vanished, partial } = command
  writer.text(` ${writeSequenceSet(set)} `).list(items, item => writeItem(writer, item))
  const modifiers = [
    changedSince === undefined ? [] : `CHANGEDSINCE ${changedSince}`,
    vanished ? 'VANISHED' : [],
    partial ? `PARTIAL ${partial.first}:${partial.last}` : [],
  ]
  if (modifiers.flat().length > 0) writer.text(` (${modifiers.flat().join(' ')})`)
}

function writeItem(writer: Writer, item: FetchItem): Writer {
  switch (item.item) {
    case 'preview':
      return writer.text(item.lazy ? 'PREVIEW (LAZY)' : 'PREVIEW')
    case 'section':
      writeSection(writer.text(item.peek ? 'BODY.PEEK' : 'BODY'), item.section)
      return writeRange(writer, item.range)
    case 'binary':
      writer.text(`${item.peek ? 'BINARY.PEEK' : 'BINARY'}[${item.path}]`)
      return writeRange(writer, item.range)
    case 'binary.size':
      return writer.text(`BINARY.SIZE[${item.path}]`)
    default:
      return writer.text(item.item.toUpperCase())
  }
}

function writeRange(writer: Writer, range: OctetRange | undefined): Writer {
  return range ? writer.text(`<${range.start}.${range.count}>`) : writer
}

/** Does reading this item set \Seen? RFC 9051 §6.4.5 */
export function marksSeen(item: FetchItem): boolean {
  if (item.item === 'section' || item.item === 'binary') return !item.peek
  return item.item === 'rfc822' || item.item === 'rfc822.text'
}
