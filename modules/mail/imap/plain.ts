import type { EnableCommand } from '../../../wire/imap/command/enable.ts'
import { writeCapability, writeEnabled, writeIdResponse } from '../../../wire/imap/response/server.ts'
import { writeUntagged } from '../../../wire/imap/response/status.ts'
import { capabilitiesOf } from './capability.ts'
import { type Enabled, type Outcome, ok, type Session } from './session.ts'

// RFC 9051 §6.1.1
export async function capability(session: Session): Promise<Outcome> {
  writeCapability(session.writer, capabilitiesOf(session))
  return ok('CAPABILITY completed')
}

// RFC 9051 §6.1.2; RFC 3501 §6.4.1. The news come with the end of every command.
export async function noop(session: Session, { name }: { name: string }): Promise<Outcome> {
  if (session.selected) session.selected.stale = true
  return ok(`${name.toUpperCase()} completed`)
}

// RFC 9051 §6.1.3
export async function logout(session: Session): Promise<Outcome> {
  writeUntagged(session.writer, 'BYE', 'Until next time')
  session.leave()
  session.ended = true
  return ok('LOGOUT completed')
}

// RFC 2971 §3.1
export async function id(session: Session): Promise<Outcome> {
  writeIdResponse(session.writer, [['name', 'Bastide']])
  return ok('ID completed')
}

const KNOWN: readonly Enabled[] = ['CONDSTORE', 'QRESYNC', 'IMAP4REV2', 'UTF8=ACCEPT']

// RFC 9051 §6.3.1, RFC 5161 §3.1
export async function enable(session: Session, { capabilities }: EnableCommand): Promise<Outcome> {
  const fresh = KNOWN.filter(known => capabilities.includes(known) && !session.enabled.has(known))
  for (const extension of fresh) session.enable(extension)
  writeEnabled(
    session.writer,
    fresh.map(extension => (extension === 'IMAP4REV2' ? 'IMAP4rev2' : extension)),
  )
  return ok('ENABLE completed')
}
