import { readFields } from '../../../wire/mime/header-fields.ts'
import { withCrlf } from '../../../wire/mime/section.ts'
import { readStructure } from '../../../wire/mime/structure.ts'

const HIDDEN = new Set(['bcc', 'resent-bcc'])

/** The message as it leaves: whoever has it in secret stays secret. RFC 8621 §7 */
export function withoutBcc(message: Buffer): Buffer {
  const bytes = withCrlf(message)
  const { headerStart, headerEnd } = readStructure(bytes)
  const hidden = readFields(bytes, headerStart, headerEnd, name => HIDDEN.has(name))
  if (hidden.length === 0) return bytes
  const ends = [0, ...hidden.map(field => field.end)]
  const starts = [...hidden.map(field => field.start), bytes.length]
  return Buffer.concat(starts.map((start, i) => bytes.subarray(ends[i], start)))
}
