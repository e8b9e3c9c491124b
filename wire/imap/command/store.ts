import { type Flag, readFlags, writeFlagList } from '../flag.ts'
import type { Reader } from '../reader.ts'
import { readSequenceSet, type SequenceSet, writeSequenceSet } from '../sequence.ts'
import type { Writer } from '../writer.ts'

export interface StoreCommand {
  readonly name: 'store'
  readonly uid: boolean
  readonly set: SequenceSet
  readonly action: 'replace' | 'add' | 'remove'
  /** The client wants no FETCH responses. */
  readonly silent: boolean
  readonly flags: readonly Flag[]
  /** RFC 7162 §3.1.3 */
  readonly unchangedSince?: number
}

const SIGNS = { replace: '', add: '+', remove: '-' } as const

/** RFC 9051 §6.4.6 */
export function readStore(reader: Reader, uid: boolean): StoreCommand {
  reader.space()
  const set = readSequenceSet(reader)
  reader.space()
  const unchangedSince = reader.sees('(') ? readModifier(reader) : undefined
  const action = reader.take('+') ? 'add' : reader.take('-') ? 'remove' : 'replace'
  reader.expect('FLAGS')
  const silent = reader.take('.SILENT')
  reader.space()
  const flags = readFlags(reader)
  return {
    name: 'store',
    uid,
    set,
    action,
    silent,
    flags,
    ...(unchangedSince !== undefined && { unchangedSince }),
  }
}

function readModifier(reader: Reader): number {
  reader.expect('(')
  reader.expect('UNCHANGEDSINCE')
  reader.space()
  const modseq = reader.number64()
  reader.expect(')')
  reader.space()
  return modseq
}

export function writeStore(writer: Writer, command: StoreCommand): void {
  const { set, action, silent, flags, unchangedSince } = command
  writer.text(` ${writeSequenceSet(set)} `)
  if (unchangedSince !== undefined) writer.text(`(UNCHANGEDSINCE ${unchangedSince}) `)
  writer.text(`${SIGNS[action]}FLAGS${silent ? '.SILENT' : ''} ${writeFlagList(flags)}`)
}
