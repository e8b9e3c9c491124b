import { Malformed, type RefusalCode, Refused } from '../../../lib/errors.ts'
import { BadCommand } from '../../../wire/imap/malformed.ts'
import type { ResponseCode } from '../../../wire/imap/response/code.ts'
import { Gone } from './connection.ts'
import { bad, no, type Outcome, type Session } from './session.ts'

/** Runs a command's work and turns each kind of error into its answer; only the end of the connection passes. */
export async function answer<T>(session: Session, work: () => Promise<T>): Promise<T | Outcome> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Gone) throw error
    if (error instanceof Refused) return refusal(error)
    if (error instanceof BadCommand && error.code) return no(error.message, error.code)
    if (error instanceof Malformed) return bad(error.message)
    session.log.error('a command failed', { error })
    return no('Something went wrong here; it was noted', 'SERVERBUG')
  }
}

/** RFC 9051 §7.1: the code of each refusal. */
const CODES: Partial<Record<RefusalCode, ResponseCode>> = {
  notAuthenticated: 'AUTHENTICATIONFAILED',
  passwordTemporary: 'EXPIRED',
  tooManyAttempts: 'UNAVAILABLE',
  forbidden: 'NOPERM',
  notFound: 'NONEXISTENT',
  accountNotFound: 'NONEXISTENT',
  accountReadOnly: 'NOPERM',
  moduleOff: 'CONTACTADMIN',
  alreadyExists: 'ALREADYEXISTS',
  inUse: 'INUSE',
  invalidProperties: 'CANNOT',
  overQuota: 'OVERQUOTA',
  tooLarge: 'TOOBIG',
  tooMany: 'LIMIT',
  unavailable: 'UNAVAILABLE',
  notPossible: 'CANNOT',
}

function refusal({ code, message, details }: Refused): Outcome {
  // RFC 9051 §6.3.5: a mailbox with others inside stays.
  if (details['type'] === 'mailboxHasChild') return no(message, 'HASCHILDREN')
  const { type } = details
  if (type === 'UNKNOWN-CTE' || type === 'AUTHORIZATIONFAILED') return no(message, type)
  return no(message, CODES[code])
}
