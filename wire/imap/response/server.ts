import type { IdFields } from '../command/id.ts'
import type { Writer } from '../writer.ts'

/** RFC 9051 §7.2.2 */
export function writeCapability(writer: Writer, capabilities: Iterable<string>): void {
  writer.line(['* CAPABILITY', ...capabilities].join(' '))
}

/** RFC 9051 §7.2.1 */
export function writeEnabled(writer: Writer, capabilities: Iterable<string>): void {
  writer.line(['* ENABLED', ...capabilities].join(' '))
}

/** RFC 2971 §3.2 */
export function writeIdResponse(writer: Writer, fields: IdFields): void {
  writer.text('* ID ')
  if (fields.length === 0) writer.text('NIL')
  else writer.list(fields, ([name, value]) => writer.string(name).text(' ').nstring(value))
  writer.line('')
}
