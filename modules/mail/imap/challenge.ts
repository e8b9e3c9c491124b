import { readSaslLine } from '../../../wire/imap/command/auth.ts'
import { writeContinuation } from '../../../wire/imap/response/status.ts'
import { LOGIN_MS } from './limits.ts'
import type { Session } from './session.ts'

/** What the client answers to a challenge of a login; undefined when it is not base64. RFC 4422 §3 */
export async function challenge(
  session: Session,
  octets: Buffer | string,
): Promise<Buffer | 'cancelled' | undefined> {
  writeContinuation(session.writer, Buffer.from(octets).toString('base64'))
  session.connection.stream.expectLine()
  await session.flush()
  for (;;) {
    const event = await session.connection.read(LOGIN_MS)
    if (event !== 'woken' && event.kind === 'line') return readSaslLine(event.text)
  }
}
