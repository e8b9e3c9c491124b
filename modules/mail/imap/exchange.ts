import { writeContinuation } from '../../../wire/imap/response/status.ts'
import { readSaslLine } from '../../../wire/sasl/line.ts'
import type { Exchange } from '../sasl/exchange.ts'
import { LOGIN_MS } from './limits.ts'
import type { Session } from './session.ts'

/** A login's exchange, in continuations. RFC 9051 §6.2.2 */
export function exchangeOf(session: Session): Exchange {
  const challenge = (octets: Buffer | string) => ask(session, octets)
  return {
    house: session.house,
    coming: { ip: session.connection.ip, door: 'imap' },
    challenge,
    async conclude(octets) {
      await challenge(octets)
    },
  }
}

async function ask(session: Session, octets: Buffer | string): Promise<Buffer> {
  writeContinuation(session.writer, Buffer.from(octets).toString('base64'))
  session.connection.stream.expectLine()
  await session.flush()
  for (;;) {
    const event = await session.connection.read(LOGIN_MS)
    if (event !== 'woken' && event.kind === 'line') return readSaslLine(event.text)
  }
}
