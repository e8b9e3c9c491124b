import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

/** RFC 5464 §4.2. An empty mailbox name stands for the server. */
export interface GetMetadataCommand {
  readonly name: 'getmetadata'
  readonly mailbox: string
  readonly entries: readonly string[]
  /** RFC 5464 §4.2.1: longer values are left out. */
  readonly maxSize?: number
  /** RFC 5464 §4.2.2: entries below, too. */
  readonly depth: 0 | 1 | 'infinity'
}

/** RFC 5464 §4.3: null takes an entry away. */
export interface SetMetadataCommand {
  readonly name: 'setmetadata'
  readonly mailbox: string
  readonly entries: readonly (readonly [entry: string, value: Buffer | null])[]
}

export function readGetMetadata(reader: Reader): GetMetadataCommand {
  reader.space()
  // The examples of RFC 5464 §4.2.1 have the options before the mailbox, its grammar after it: both are taken.
  const before = readOptions(reader)
  const mailbox = reader.mailbox()
  reader.space()
  const options = { ...before, ...readOptions(reader) }
  const entries = reader.sees('(') ? reader.list(() => readEntry(reader)) : [readEntry(reader)]
  if (entries.length === 0) reader.fail('Entry expected')
  return { name: 'getmetadata', mailbox, entries, depth: 0, ...options }
}

type Options = Partial<Pick<GetMetadataCommand, 'maxSize' | 'depth'>>

/** `(MAXSIZE 1024 DEPTH 1) `, if it stands here and not a list of entries. */
function readOptions(reader: Reader): Options {
  if (reader.match(/(?=\( *(?:MAXSIZE|DEPTH) )/iy) === undefined) return {}
  let options: Options = {}
  reader.list(() => {
    const word = reader.keyword('Option')
    reader.space()
    if (word === 'MAXSIZE') options = { ...options, maxSize: reader.number() }
    else if (word === 'DEPTH') options = { ...options, depth: readDepth(reader) }
    else reader.fail('Unknown GETMETADATA option')
  })
  reader.space()
  return options
}

function readDepth(reader: Reader): GetMetadataCommand['depth'] {
  const word = reader.keyword('Depth').toLowerCase()
  if (word === 'infinity') return 'infinity'
  return word === '0' ? 0 : word === '1' ? 1 : reader.fail('Depth is 0, 1 or infinity')
}

/** RFC 5464 §3.2: slashes between names, without wildcards; letter case says nothing. */
function readEntry(reader: Reader): string {
  const entry = reader.astring().toLowerCase()
  return /^(?:\/[^\x00-\x1f*%/\x7f-\uffff]+){2,}$/.test(entry) && entry.length <= MAX_ENTRY
    ? entry
    : reader.fail('Entry name expected')
}

const MAX_ENTRY = 255

export function readSetMetadata(reader: Reader): SetMetadataCommand {
  reader.space()
  const mailbox = reader.mailbox()
  reader.space()
  const entries = reader.list((): [string, Buffer | null] => {
    const entry = readEntry(reader)
    reader.space()
    return [entry, reader.match(/NIL(?=[ )])/iy) ? null : reader.octets()]
  })
  return entries.length > 0 ? { name: 'setmetadata', mailbox, entries } : reader.fail('Entry expected')
}

export function writeGetMetadata(writer: Writer, command: GetMetadataCommand): void {
  const { mailbox, entries, maxSize, depth } = command
  const options = [
    maxSize === undefined ? [] : `MAXSIZE ${maxSize}`,
    depth === 0 ? [] : `DEPTH ${depth}`,
  ].flat()
  writer.text(' ').mailbox(mailbox)
  if (options.length > 0) writer.text(` (${options.join(' ').toUpperCase()})`)
  writer.text(' ').list(entries, entry => writer.astring(entry))
}

export function writeSetMetadata(writer: Writer, { mailbox, entries }: SetMetadataCommand): void {
  writer.text(' ').mailbox(mailbox).text(' ')
  writer.list(entries, ([entry, value]) => {
    writer.astring(entry).text(' ')
    if (value === null) writer.text('NIL')
    else writer.literal(value, true)
  })
}
