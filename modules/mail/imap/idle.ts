import { writeContinuation } from '../../../wire/imap/response/status.ts'
import { IDLE_MS } from './limits.ts'
import { bad, type Outcome, ok, type Session } from './session.ts'
import { refresh, tell } from './update.ts'

// RFC 9051 §6.3.13, RFC 2177 §3: what happens is told until the client says DONE.
export async function idle(session: Session): Promise<Outcome | null> {
  const { connection, selected } = session
  writeContinuation(session.writer, 'idling')
  await refresh(session, true)
  tell(session, true)
  connection.stream.expectLine()
  if (selected) selected.onStale = () => connection.wake()
  if (selected?.stale) connection.wake()
  try {
    return await untilDone(session)
  } finally {
    if (selected) selected.onStale = () => {}
  }
}

/** Null when the conversation is to end, which is said between commands. */
async function untilDone(session: Session): Promise<Outcome | null> {
  for (;;) {
    await session.flush()
    const event = await session.connection.read(IDLE_MS)
    if (session.closing || session.doubted) return null
    if (event !== 'woken')
      return event.kind === 'line' && /^done$/i.test(event.text) ? ok('IDLE completed') : bad('DONE expected')
    await refresh(session, false)
    tell(session, true)
  }
}
