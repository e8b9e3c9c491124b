import type { SMTPServerAddress, SMTPServerSession } from 'smtp-server'
import { replies } from '../../../wire/smtp/replies.ts'
import type { RelayParameters } from '../model/outgoing.ts'
import { Refusal } from './refusal.ts'

// What stands after an address in MAIL and RCPT. smtp-server checks the values that it knows and passes the others by.

/** RFC 1870, 6152, 6531, 3461, and 4954 §5 (of whom another server says that it comes; not believed). */
const OF_MAIL = ['SIZE', 'BODY', 'SMTPUTF8', 'RET', 'ENVID', 'AUTH']
const OF_RCPT = ['NOTIFY', 'ORCPT']

/** What is not offered is not passed over: its client counts on it. RFC 5321 §4.1.1.11 */
export function refuseUnknownParameters(
  { args }: Pick<SMTPServerAddress, 'args'>,
  of: 'mail' | 'rcpt',
  more: readonly string[] = [],
): void {
  const known = of === 'mail' ? [...OF_MAIL, ...more] : OF_RCPT
  if (Object.keys(args || {}).some(name => !known.includes(name))) throw new Refusal(replies.unknownParameter)
}

/** What goes with a recipient, to wherever it goes. RFC 3461 §4 */
export function parametersOf(
  { envelope }: SMTPServerSession,
  { dsn }: Pick<SMTPServerAddress, 'dsn'>,
): RelayParameters {
  const { ret = null, envid = null } = envelope.dsn ?? {}
  return {
    ...(ret === null ? {} : { ret: ret as 'FULL' | 'HDRS' }),
    ...(envid === null ? {} : { envid }),
    ...(dsn?.notify ? { notify: dsn.notify.join(',') } : {}),
    ...(dsn?.orcpt ? { orcpt: dsn.orcpt } : {}),
    ...(envelope.smtpUtf8 ? { smtputf8: true } : {}),
  }
}
