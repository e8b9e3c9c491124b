import type { Writer } from '../writer.ts'

/** RFC 5464 §4.4.1: entries with their values; nothing is written when there are none. */
export function writeMetadata(
  writer: Writer,
  mailbox: string,
  entries: readonly (readonly [entry: string, value: Buffer])[],
): void {
  if (entries.length === 0) return
  writer.text('* METADATA ').mailbox(mailbox).text(' ')
  writer
    .list(entries, ([entry, value]) => {
      writer.astring(entry).text(' ')
      // RFC 5464 §5 (value): literal8 only where a NUL needs it.
      if (value.includes(0)) writer.literal(value, true)
      else writer.string(value)
    })
    .line('')
}
