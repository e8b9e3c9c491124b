import { isReadWhole, readFields } from '../../../wire/mime/header-fields.ts'
import { writeHeaders } from '../../../wire/mime/write-header.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import { MAX_FROM_BYTES, MAX_HEADER_LINES, MAX_HOPS } from './limits.ts'
import { Refusal } from './refusal.ts'

/** Each server that a message goes through leaves a field; too many of them are a loop. RFC 5321 §6.3 */
export function refuseLoop(header: Buffer): void {
  const hops = readFields(header, 0, header.length, name => name === 'received').length
  if (hops > MAX_HOPS) throw new Refusal(replies.tooManyHops)
}

/** What we would pass on without having looked at it: who it is from could stand there. */
export function refuseUnread(header: Buffer): void {
  if (!isReadWhole(header, 0, header.length) || hasTooManyLines(header) || hasLongFrom(header))
    throw new Refusal(replies.largeHeader)
}

const hasLongFrom = (header: Buffer): boolean =>
  readFields(header, 0, header.length, name => name === 'from').some(
    ({ start, end }) => end - start > MAX_FROM_BYTES,
  )

export function hasTooManyLines(header: Buffer): boolean {
  let lines = 0
  for (let at = header.indexOf(LF); at !== -1 && lines <= MAX_HEADER_LINES; at = header.indexOf(LF, at + 1))
    lines++
  return lines > MAX_HEADER_LINES
}

const LF = 0x0a

/**
 * Of two, one program shows the first and another the last, and what vouches for one says nothing of the other: so it is
 * refused, as by most who ask for DMARC. RFC 7489 §6.6.1
 */
export function refuseTwoAuthors(header: Buffer): void {
  if (readFields(header, 0, header.length, name => name === 'from').length > 1)
    throw new Refusal(replies.twoAuthors)
}

/** What a message of our own people still lacks, and what must not leave. RFC 6409 §8 */
export function completeHeader(
  header: Buffer,
  missing: { messageId: string; at: string; from: string },
): Buffer {
  const fields = readFields(header, 0, header.length, name => HANDLED.has(name))
  const named = new Set(fields.map(field => field.name.toLowerCase()))
  const added = writeHeaders({
    ...(named.has('date') ? {} : { sentAt: missing.at }),
    ...(named.has('message-id') ? {} : { messageId: [missing.messageId] }),
    ...(named.has('from') ? {} : { from: [{ name: null, email: missing.from }] }),
  })
  const hidden = fields.filter(field => HIDDEN.has(field.name.toLowerCase()))
  return Buffer.concat([Buffer.from(added), ...without(header, hidden)])
}

// RFC 5322 §3.6.3: who is named there is told to nobody.
const HIDDEN = new Set(['bcc', 'resent-bcc', 'return-path'])
const HANDLED = new Set([...HIDDEN, 'date', 'message-id', 'from'])

/** A header without some of its fields. */
export function without(header: Buffer, fields: readonly { start: number; end: number }[]): Buffer[] {
  const ends = [0, ...fields.map(field => field.end)]
  const starts = [...fields.map(field => field.start), header.length]
  return starts.map((start, i) => header.subarray(ends[i], start))
}

/** The message id of a header, to answer to. */
export function messageIdOf(header: Buffer): string | null {
  const [field] = readFields(header, 0, header.length, name => name === 'message-id')
  return /<([^<>\s]+)>/.exec(field?.value ?? '')?.[1] ?? null
}
