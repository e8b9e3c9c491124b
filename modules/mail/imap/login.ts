import type { AuthenticateCommand, LoginCommand } from '../../../wire/imap/command/auth.ts'
import { byPassword } from '../sasl/entrance.ts'
import { findMechanism, MECHANISM_NAMES } from '../sasl/mechanisms.ts'
import { letIn } from './entrance.ts'
import { exchangeOf } from './exchange.ts'
import { no, type Outcome, type Session } from './session.ts'

// RFC 9051 §6.2.3
export async function login(session: Session, { user, password }: LoginCommand): Promise<Outcome> {
  const { house, coming } = exchangeOf(session)
  return refuseOpenly(session) ?? letIn(session, () => byPassword(house, user, password, coming))
}

// RFC 9051 §6.2.2, RFC 4422 §3
export async function authenticate(session: Session, command: AuthenticateCommand): Promise<Outcome> {
  const refused = refuseOpenly(session)
  if (refused) return refused
  const { mechanism, initial } = command
  const known = findMechanism(mechanism)
  if (!known) return no(`Only ${MECHANISM_NAMES.join(', ')} are known here`, 'CANNOT')
  const exchange = exchangeOf(session)
  return letIn(session, async () => known(exchange, initial ?? (await exchange.challenge(''))))
}

/** RFC 9051 §11.1: no password where it can be overheard. */
function refuseOpenly({ connection }: Session): Outcome | null {
  return connection.private ? null : no('Use STARTTLS first', 'PRIVACYREQUIRED')
}
