import { Malformed } from '../../lib/errors.ts'

/** What a server answers: three digits, the enhanced status where it has one, one text or more. */
export interface Reply {
  readonly code: number
  /** RFC 3463 §2: class, subject and detail, such as "5.1.1". */
  readonly status: string | null
  readonly lines: readonly string[]
}

export const reply = (code: number, status: string | null, ...lines: string[]): Reply => ({
  code,
  status,
  lines,
})

/** Succeeded, to be tried again, or never. RFC 5321 §4.2.1 */
export const isPositive = (reply: Reply): boolean => reply.code >= 200 && reply.code < 300
export const isTransient = (reply: Reply): boolean => reply.code >= 400 && reply.code < 500
export const isPermanent = (reply: Reply): boolean => reply.code >= 500

/** The status stands on each line. RFC 5321 §4.2.1 */
export function writeReply({ code, status, lines }: Reply): string {
  const last = Math.max(lines.length - 1, 0)
  return (lines.length ? lines : [''])
    .map((line, i) => `${code}${i < last ? '-' : ' '}${status ? `${status} ` : ''}${oneLine(line)}\r\n`)
    .join('')
}

// RFC 8621 §7: all lines, separated by a line break, none at the end
export const replyText = (reply: Reply): string => writeReply(reply).trimEnd().replaceAll('\r\n', '\n')

const LINE = /^([2-5][0-5]\d)(?:([ -])(.*))?$/
const STATUS = /^([245]\.\d{1,3}\.\d{1,3})(?: |$)/

/** Reads the lines of one reply, as they came or as `replyText` keeps them. */
export function readReply(text: string): Reply {
  const read = text.trimEnd().split(/\r?\n/).map(readLine)
  const { code } = read[0]!
  if (read.some(line => line.code !== code)) throw new Malformed('the lines of a reply have different codes')
  const status = STATUS.exec(read[0]!.text)?.[1] ?? null
  return { code, status, lines: read.map(line => withoutStatus(line.text, status)) }
}

function readLine(text: string): { code: number; text: string } {
  const match = LINE.exec(text)
  if (!match) throw new Malformed('not an SMTP reply')
  return { code: Number(match[1]), text: match[3] ?? '' }
}

const withoutStatus = (text: string, status: string | null): string =>
  status !== null && text.startsWith(status) ? text.slice(status.length).trimStart() : text

const oneLine = (text: string): string => text.replace(/[\x00-\x1f\x7f]+/g, ' ').trim()
