import { Malformed, Refused } from '../../../lib/errors.ts'
import { readCommand } from '../../../wire/imap/command.ts'
import { BadCommand } from '../../../wire/imap/malformed.ts'
import { writeContinuation, writeTagged, writeUntagged } from '../../../wire/imap/response/status.ts'
import type { StreamEvent } from '../../../wire/imap/stream.ts'
import { append } from './append.ts'
import { capabilitiesOf } from './capability.ts'
import { Gone } from './connection.ts'
import { dispatch, finish } from './dispatch.ts'
import { trust } from './entrance.ts'
import { IDLE_MS, LOGIN_MS, MAX_BAD, TRUST_MS } from './limits.ts'
import type { Session } from './session.ts'

/** One connection from its greeting to its end. */
export async function serve(session: Session): Promise<void> {
  try {
    writeUntagged(session.writer, 'OK', 'Bastide is ready', {
      code: 'CAPABILITY',
      capabilities: capabilitiesOf(session),
    })
    await session.flush()
    await converse(session)
  } catch (error) {
    await part(session, error)
  } finally {
    session.end()
  }
}

async function converse(session: Session): Promise<void> {
  let wrong = 0
  while (!session.ended) {
    if (session.closing) return bye(session, 'The server stops')
    if (session.doubted) await trust(session)
    const event = await session.connection.read(session.actor ? IDLE_MS : LOGIN_MS)
    if (event === 'woken') continue
    wrong = (await take(session, event)) ? 0 : wrong + 1
    if (wrong >= MAX_BAD) return bye(session, 'Too many commands that cannot be read')
  }
}

/** False when it could not be read. */
async function take(session: Session, event: StreamEvent): Promise<boolean> {
  try {
    if (event.kind === 'command') await obey(session, event)
    else if (event.kind === 'offer') await obeyAppend(session, event)
    else if (event.kind === 'continue') writeContinuation(session.writer, 'Go on')
    else if (event.kind === 'refused') throw new BadCommand(event.message, event.tag)
    else throw new Error(`${event.kind} between commands`)
    await session.flush()
    return true
  } catch (error) {
    if (!(error instanceof BadCommand)) throw error
    await deny(session, error)
    return false
  }
}

async function obey(session: Session, event: Extract<StreamEvent, { kind: 'command' }>): Promise<void> {
  const command = readCommand(event.frame, { utf8: session.writer.utf8 })
  if (session.actor && (session.doubted || Date.now() - session.trustedAt > TRUST_MS)) await trust(session)
  await dispatch(session, command)
}

async function obeyAppend(session: Session, event: Extract<StreamEvent, { kind: 'offer' }>): Promise<void> {
  const [tag, outcome] = await append(session, event)
  await finish(session, tag, outcome, true)
}

async function deny(session: Session, { tag, code, message }: BadCommand): Promise<void> {
  if (tag === undefined) writeUntagged(session.writer, 'BAD', message)
  else writeTagged(session.writer, tag, code ? 'NO' : 'BAD', message, code)
  await session.flush()
}

async function bye(session: Session, why: string): Promise<void> {
  writeUntagged(session.writer, 'BYE', why)
  await session.flush()
}

/** What ends a conversation before its LOGOUT. */
async function part(session: Session, error: unknown): Promise<void> {
  if (error instanceof Gone && !error.silent) return
  const why =
    error instanceof Gone
      ? 'Silent for too long'
      : error instanceof Malformed || error instanceof Refused
        ? error.message
        : 'Something went wrong here; it was noted'
  if (!(error instanceof Gone || error instanceof Malformed || error instanceof Refused))
    session.log.error('a connection failed', { error })
  await bye(session, why).catch(() => session.connection.destroy())
}
