import { writeHeaders } from '../mime/write-header.ts'
import { type DeliveryStatus, writeDeliveryStatus } from './delivery-status.ts'

/** What a person reads first, what a program reads, and the message that it is about. */
export interface Report {
  readonly from: { readonly name: string; readonly email: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly status: DeliveryStatus
  /** The message, or its header alone. */
  readonly original: { readonly kind: 'whole' | 'header'; readonly bytes: Buffer }
  readonly messageId: string
  /** What the message called itself, so that the report stands in its thread. */
  readonly inReplyTo: string | null
  /** RFC 3339 */
  readonly at: string
  /** A random word. */
  readonly boundary: string
}

// RFC 6522 §3, RFC 3464 §2
export function writeReport(report: Report): Buffer {
  const { original } = report
  const boundary = `=_${report.boundary}`
  const type = original.kind === 'whole' ? 'message/rfc822' : 'text/rfc822-headers'
  const head =
    headOf(report) +
    `MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="${boundary}"\r\n\r\n` +
    `--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n` +
    `${report.text.replace(/\r?\n/g, '\r\n')}\r\n` +
    `--${boundary}\r\nContent-Type: message/delivery-status\r\n\r\n${writeDeliveryStatus(report.status)}\r\n` +
    `--${boundary}\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`
  return Buffer.concat([Buffer.from(head), original.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
}

function headOf({ from, to, subject, messageId, inReplyTo, at }: Report): string {
  const replies = inReplyTo === null ? {} : { inReplyTo: [inReplyTo], references: [inReplyTo] }
  return writeHeaders({
    from: [from],
    to: [{ name: null, email: to }],
    subject,
    sentAt: at,
    messageId: [messageId],
    ...replies,
    // RFC 3834 §5
    'header:Auto-Submitted': 'auto-replied',
  })
}
