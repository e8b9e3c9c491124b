import type { EmailAddress } from '../../../wire/mime/address.ts'
import { readFields } from '../../../wire/mime/header-fields.ts'
import { withCrlf } from '../../../wire/mime/section.ts'
import { readStructure } from '../../../wire/mime/structure.ts'
import { writeHeaders } from '../../../wire/mime/write-header.ts'

const HIDDEN = new Set(['bcc', 'resent-bcc'])

/**
 * The message as it leaves: whoever has it in secret stays secret (RFC 8621 §7), and whoever writes on behalf of
 * another is named.
 */
export function leaving(message: Buffer, sender: EmailAddress | null = null): Buffer {
  const bytes = withCrlf(message)
  const { headerStart, headerEnd } = readStructure(bytes)
  const isTaken = (name: string) => HIDDEN.has(name) || (sender !== null && name === 'sender')
  const taken = readFields(bytes, headerStart, headerEnd, isTaken)
  if (taken.length === 0 && sender === null) return bytes
  const ends = [0, ...taken.map(field => field.end)]
  const starts = [...taken.map(field => field.start), bytes.length]
  return Buffer.concat([senderField(sender), ...starts.map((start, i) => bytes.subarray(ends[i], start))])
}

/** RFC 5322 §3.6.2 */
export const senderField = (sender: EmailAddress | null): Buffer =>
  Buffer.from(sender === null ? '' : writeHeaders({ sender: [sender] }))
