import { createSecureContext } from 'node:tls'
import { certificateOf } from '../../../core/certificate/certificate.ts'
import { writeTagged } from '../../../wire/imap/response/status.ts'
import { bad, type Outcome, type Session } from './session.ts'

// RFC 9051 §6.2.1
export async function starttls(session: Session, { tag }: { tag: string }): Promise<Outcome | null> {
  const { connection, house, writer } = session
  if (connection.secure) return bad('TLS is there already')
  const pair = (await certificateOf(house)).current()
  writeTagged(writer, tag, 'OK', 'Begin TLS negotiation now')
  await session.flush()
  await connection.startTls(createSecureContext({ ...pair }))
  return null
}
