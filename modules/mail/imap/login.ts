import type { AuthenticateCommand, LoginCommand } from '../../../wire/imap/command/auth.ts'
import { SASL } from './capability.ts'
import { challenge } from './challenge.ts'
import { byPassword, letIn } from './entrance.ts'
import { MECHANISMS } from './sasl.ts'
import { bad, no, type Outcome, type Session } from './session.ts'

// RFC 9051 §6.2.3
export async function login(session: Session, { user, password }: LoginCommand): Promise<Outcome> {
  return refuseOpenly(session) ?? letIn(session, () => byPassword(session, user, password))
}

// RFC 9051 §6.2.2, RFC 4422 §3
export async function authenticate(session: Session, command: AuthenticateCommand): Promise<Outcome> {
  const refused = refuseOpenly(session)
  if (refused) return refused
  const { mechanism } = command
  const known = SASL.find(name => name === mechanism)
  if (!known) return no(`Only ${SASL.join(', ')} are known here`, 'CANNOT')
  const first = command.initial ?? (await challenge(session, ''))
  if (first === 'cancelled') return bad('Cancelled')
  return first === undefined ? bad('This is not base64') : MECHANISMS[known](session, first)
}

/** RFC 9051 §11.1: no password where it can be overheard. */
function refuseOpenly({ connection }: Session): Outcome | null {
  return connection.private ? null : no('Use STARTTLS first', 'PRIVACYREQUIRED')
}
