import type { SMTPServerSession } from 'smtp-server'
import { hostnameOf } from '../../../core/certificate/certificate.ts'
import type { House } from '../../../core/house.ts'
import { type Transmission, writeReceived } from '../../../wire/smtp/received.ts'

/** What the house notes of a message that it takes: who sent it back to whom, and how it came. RFC 5321 §4.4 */
export function traceOf(house: House, session: SMTPServerSession, results = ''): Buffer {
  const { mailFrom, rcptTo } = session.envelope
  const received = writeReceived({
    helo: session.hostNameAppearsAs,
    ip: session.remoteAddress,
    by: hostnameOf(house.config),
    protocol: protocolOf(session),
    id: `${session.id}.${session.transaction}`,
    recipient: rcptTo.length === 1 ? rcptTo[0]!.address : null,
    at: house.now().toISOString(),
  })
  // RFC 8601 §4: above the field of the hop that it speaks of
  return Buffer.from(returnPath(mailFrom ? mailFrom.address : '') + results + received)
}

export const returnPath = (address: string): string => `Return-Path: <${address}>\r\n`

// RFC 6531 §4.3
function protocolOf({ transmissionType, envelope }: SMTPServerSession): Transmission {
  const protocol = envelope.smtpUtf8 ? transmissionType.replace(/^E/, 'UTF8') : transmissionType
  return protocol as Transmission
}
