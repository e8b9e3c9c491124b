import { MAX_PATTERNS } from '../limits.ts'
import { writeMailboxName } from '../mailbox-name.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'
import { readStatusItems, type StatusItem, statusItemsText } from './status.ts'

/** RFC 5258 §3.1, RFC 6154 §2 */
const SELECTIONS = ['subscribed', 'remote', 'recursivematch', 'special-use'] as const
/** RFC 5258 §3.2, RFC 6154 §2, RFC 8440 §3 */
const RETURNS = ['subscribed', 'children', 'special-use', 'myrights'] as const

export type ListSelection = (typeof SELECTIONS)[number]
export type ListReturn = (typeof RETURNS)[number]

export interface ListCommand {
  readonly name: 'list'
  readonly reference: string
  readonly patterns: readonly string[]
  readonly select: readonly ListSelection[]
  readonly returns: readonly ListReturn[]
  /** RFC 5819 §2: a STATUS response for each mailbox listed. */
  readonly status?: readonly StatusItem[]
}

/** RFC 3501 §6.3.9 */
export interface LsubCommand {
  readonly name: 'lsub'
  readonly reference: string
  readonly pattern: string
}

/** RFC 9051 §6.3.9 */
export function readList(reader: Reader): ListCommand {
  reader.space()
  const select = reader.sees('(') ? readSelection(reader) : []
  const reference = reader.mailbox()
  reader.space()
  const patterns = reader.sees('(') ? readPatterns(reader) : [reader.listMailbox()]
  const returns = reader.more() ? readReturns(reader) : { returns: [] }
  return { name: 'list', reference, patterns, select, ...returns }
}

function readPatterns(reader: Reader): string[] {
  const patterns = reader.list(() => reader.listMailbox())
  // RFC 9051 §9 (patterns): one at least; each is tried on each mailbox, so that few are enough.
  return patterns.length > 0 && patterns.length <= MAX_PATTERNS
    ? patterns
    : reader.fail(`One to ${MAX_PATTERNS} patterns expected`)
}

function readSelection(reader: Reader): ListSelection[] {
  const select = reader.list(() => {
    const word = reader.keyword('Selection option').toLowerCase()
    return SELECTIONS.find(option => option === word) ?? reader.fail('Unknown selection option')
  })
  // RFC 9051 §6.3.9.1: RECURSIVEMATCH changes another option, and says nothing alone.
  const base = select.some(option => option === 'subscribed' || option === 'special-use')
  if (select.includes('recursivematch') && !base) reader.fail('RECURSIVEMATCH needs another option')
  reader.space()
  return select
}

function readReturns(reader: Reader): Pick<ListCommand, 'returns' | 'status'> {
  reader.expect('RETURN')
  reader.space()
  const returns: ListReturn[] = []
  let status: StatusItem[] | undefined
  reader.list(() => {
    const word = reader.keyword('Return option').toLowerCase()
    if (word === 'status') {
      reader.space()
      status = readStatusItems(reader)
    } else {
      returns.push(RETURNS.find(option => option === word) ?? reader.fail('Unknown return option'))
    }
  })
  return { returns, ...(status && { status }) }
}

export function writeList(writer: Writer, command: ListCommand): void {
  const { reference, patterns, select, returns, status } = command
  if (select.length > 0) writer.text(` (${select.join(' ').toUpperCase()})`)
  writer.text(' ').mailbox(reference).text(' ')
  if (patterns.length === 1) writePattern(writer, patterns[0]!)
  else writer.list(patterns, pattern => writePattern(writer, pattern))
  const options = [
    returns.map(option => option.toUpperCase()),
    status ? `STATUS ${statusItemsText(status)}` : [],
  ]
  if (options.flat().length > 0) writer.text(` RETURN (${options.flat().join(' ')})`)
}

/** RFC 3501 §6.3.9 */
export function readLsub(reader: Reader): LsubCommand {
  reader.space()
  const reference = reader.mailbox()
  reader.space()
  return { name: 'lsub', reference, pattern: reader.listMailbox() }
}

export function writeLsub(writer: Writer, { reference, pattern }: LsubCommand): void {
  writer.text(' ').mailbox(reference).text(' ')
  writePattern(writer, pattern)
}

function writePattern(writer: Writer, pattern: string): void {
  writer.string(writeMailboxName(pattern, writer.utf8))
}
