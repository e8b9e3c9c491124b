import { type Day, readDay, writeDay } from '../date.ts'
import { type Flag, readFlag } from '../flag.ts'
import { MAX_LIST } from '../limits.ts'
import type { Reader } from '../reader.ts'
import { readSequenceSet, type SequenceSet, writeSequenceSet } from '../sequence.ts'
import type { Writer } from '../writer.ts'
import { type Charset, decodeText } from './charset.ts'

/** Where a text is looked for. RFC 9051 §6.4.4 */
export type SearchField = 'bcc' | 'body' | 'cc' | 'from' | 'subject' | 'text' | 'to'
/** Which date is compared: that of arrival, of the Date header, of saving (RFC 8514 §4.3). */
export type SearchDate = 'internal' | 'sent' | 'saved'

export type SearchKey =
  | { readonly key: 'all' | 'recent' | 'savedatesupported' }
  | { readonly key: 'and'; readonly keys: readonly SearchKey[] }
  | { readonly key: 'or'; readonly left: SearchKey; readonly right: SearchKey }
  | { readonly key: 'not'; readonly of: SearchKey }
  /** Has it (`set`), or has it not: SEEN and UNSEEN, KEYWORD and UNKEYWORD. */
  | { readonly key: 'flag'; readonly flag: Flag; readonly set: boolean }
  | { readonly key: 'text'; readonly field: SearchField; readonly value: string }
  | { readonly key: 'header'; readonly field: string; readonly value: string }
  | {
      readonly key: 'date'
      readonly date: SearchDate
      readonly is: 'before' | 'on' | 'since'
      readonly day: Day
    }
  | { readonly key: 'larger' | 'smaller'; readonly size: number }
  | { readonly key: 'sequence' | 'uid'; readonly set: SequenceSet }
  /** RFC 5032 §3 */
  | { readonly key: 'older' | 'younger'; readonly seconds: number }
  /** RFC 7162 §3.1.5 */
  | { readonly key: 'modseq'; readonly modseq: number }
  /** RFC 8474 §5.4 */
  | { readonly key: 'emailid' | 'threadid'; readonly id: string }

interface Context {
  readonly reader: Reader
  readonly charset: Charset | undefined
}

/** All keys up to the end of the list or of the command; several mean AND. */
export function readSearchKeys(reader: Reader, charset: Charset | undefined): SearchKey {
  return readProgram({ reader, charset })
}

function readProgram(context: Context): SearchKey {
  const keys = [readKey(context)]
  while (context.reader.match(/ +(?=[^ )])/y)) {
    if (keys.length >= MAX_LIST) context.reader.fail('Too many search keys')
    keys.push(readKey(context))
  }
  return keys.length === 1 ? keys[0]! : { key: 'and', keys }
}

function readKey(context: Context): SearchKey {
  const { reader } = context
  return reader.nested(() => {
    if (reader.take('(')) return readGroup(context)
    if (reader.match(/(?=[\d*$])/y) !== undefined) return { key: 'sequence', set: readSequenceSet(reader) }
    const word = reader.keyword('Search key')
    return (KEYS.get(word) ?? reader.fail('Unknown search key'))(context)
  })
}

function readGroup(context: Context): SearchKey {
  context.reader.match(/ +/y)
  const key = readProgram(context)
  context.reader.match(/ +/y)
  context.reader.expect(')')
  return key
}

type KeyReader = (context: Context) => SearchKey

const FLAGS: Readonly<Record<string, Flag>> = {
  ANSWERED: '\\Answered',
  DELETED: '\\Deleted',
  DRAFT: '\\Draft',
  FLAGGED: '\\Flagged',
  SEEN: '\\Seen',
}

const DATES: Readonly<Record<SearchDate, string>> = { internal: '', sent: 'SENT', saved: 'SAVED' }

/** The vocabulary: a new key is a line here and one in writeSearchKey. */
const KEYS = new Map<string, KeyReader>([
  ['ALL', () => ({ key: 'all' })],
  ...Object.entries(FLAGS).flatMap(([word, flag]): [string, KeyReader][] => [
    [word, () => ({ key: 'flag', flag, set: true })],
    [`UN${word}`, () => ({ key: 'flag', flag, set: false })],
  ]),
  ['KEYWORD', context => ({ key: 'flag', flag: flagOf(context), set: true })],
  ['UNKEYWORD', context => ({ key: 'flag', flag: flagOf(context), set: false })],
  // RFC 3501 §6.4.4
  ['RECENT', () => ({ key: 'recent' })],
  ['NEW', () => ({ key: 'and', keys: [{ key: 'recent' }, { key: 'flag', flag: '\\Seen', set: false }] })],
  ['OLD', () => ({ key: 'not', of: { key: 'recent' } })],
  ...(['bcc', 'body', 'cc', 'from', 'subject', 'text', 'to'] as const).map((field): [string, KeyReader] => [
    field.toUpperCase(),
    context => ({ key: 'text', field, value: textOf(context) }),
  ]),
  ['HEADER', context => ({ key: 'header', field: nameOf(context), value: textOf(context) })],
  ...(['internal', 'sent', 'saved'] as const).flatMap(date =>
    (['before', 'on', 'since'] as const).map((is): [string, KeyReader] => [
      `${DATES[date]}${is.toUpperCase()}`,
      context => ({ key: 'date', date, is, day: dayOf(context) }),
    ]),
  ),
  ['SAVEDATESUPPORTED', () => ({ key: 'savedatesupported' })],
  ['LARGER', context => ({ key: 'larger', size: after(context).number64() })],
  ['SMALLER', context => ({ key: 'smaller', size: after(context).number64() })],
  ['UID', context => ({ key: 'uid', set: readSequenceSet(after(context)) })],
  ['OLDER', context => ({ key: 'older', seconds: after(context).nzNumber() })],
  ['YOUNGER', context => ({ key: 'younger', seconds: after(context).nzNumber() })],
  ['MODSEQ', readModseq],
  ['EMAILID', context => ({ key: 'emailid', id: idOf(context) })],
  ['THREADID', context => ({ key: 'threadid', id: idOf(context) })],
  ['NOT', context => ({ key: 'not', of: keyOf(context) })],
  ['OR', context => ({ key: 'or', left: keyOf(context), right: keyOf(context) })],
])

function after({ reader }: Context): Reader {
  reader.space()
  return reader
}

function keyOf(context: Context): SearchKey {
  after(context)
  return readKey(context)
}

function flagOf(context: Context): Flag {
  return readFlag(after(context))
}

function nameOf(context: Context): string {
  return after(context).astring()
}

function textOf(context: Context): string {
  const octets = after(context).astringOctets()
  return decodeText(octets, context.charset) ?? context.reader.fail('Text is not of its charset')
}

function dayOf(context: Context): Day {
  return readDay(after(context))
}

/** RFC 8474 §7 (objectid) */
function idOf(context: Context): string {
  return after(context).need(/[A-Za-z0-9_-]{1,255}/y, 'Identifier')
}

/** RFC 7162 §3.1.5: the entry may be named, but a server that keeps one modseq a message ignores it. */
function readModseq(context: Context): SearchKey {
  const reader = after(context)
  if (reader.sees('"')) {
    reader.string()
    reader.space()
    reader.need(/(?:priv|shared|all) +/iy, 'Entry type')
  }
  return { key: 'modseq', modseq: reader.number64() }
}

export function writeSearchKey(writer: Writer, key: SearchKey): Writer {
  switch (key.key) {
    case 'and':
      return writer.list(key.keys, child => writeSearchKey(writer, child))
    case 'or':
      return writer.text('OR ').each([key.left, key.right], child => writeSearchKey(writer, child))
    case 'not':
      return writeSearchKey(writer.text('NOT '), key.of)
    case 'flag':
      return writer.text(flagText(key.flag, key.set))
    case 'text':
      return writer.text(`${key.field.toUpperCase()} `).astring(key.value)
    case 'header':
      return writer.text('HEADER ').astring(key.field).text(' ').astring(key.value)
    case 'date':
      return writer.text(`${DATES[key.date]}${key.is.toUpperCase()} ${writeDay(key.day)}`)
    case 'larger':
    case 'smaller':
      return writer.text(`${key.key.toUpperCase()} ${key.size}`)
    case 'sequence':
      return writer.text(writeSequenceSet(key.set))
    case 'uid':
      return writer.text(`UID ${writeSequenceSet(key.set)}`)
    case 'older':
    case 'younger':
      return writer.text(`${key.key.toUpperCase()} ${key.seconds}`)
    case 'modseq':
      return writer.text(`MODSEQ ${key.modseq}`)
    case 'emailid':
    case 'threadid':
      return writer.text(`${key.key.toUpperCase()} ${key.id}`)
    default:
      return writer.text(key.key.toUpperCase())
  }
}

function flagText(flag: Flag, set: boolean): string {
  const word = Object.keys(FLAGS).find(name => FLAGS[name] === flag) ?? `KEYWORD ${flag}`
  return set ? word : `UN${word}`
}
