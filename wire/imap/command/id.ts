import { MAX_ID_FIELDS } from '../limits.ts'
import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export type IdFields = readonly (readonly [name: string, value: string | null])[]

export interface IdCommand {
  readonly name: 'id'
  /** Empty for NIL. */
  readonly fields: IdFields
}

/** RFC 2971 §3.1 */
export function readId(reader: Reader): IdCommand {
  reader.space()
  if (reader.match(/NIL/iy)) return { name: 'id', fields: [] }
  const fields = reader.list((): [string, string | null] => {
    const name = reader.string()
    reader.space()
    return [name, reader.nstring()]
  })
  return fields.length <= MAX_ID_FIELDS ? { name: 'id', fields } : reader.fail('Too many ID fields')
}

export function writeId(writer: Writer, { fields }: IdCommand): void {
  writer.text(' ')
  if (fields.length === 0) writer.text('NIL')
  else writer.list(fields, ([name, value]) => writer.string(name).text(' ').nstring(value))
}
