import { readAddress, readDomain } from '../../../../core/address.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import { isObject } from '../../../../wire/jmap/json.ts'
import { readRelease } from '../../../../wire/smtp/future-release.ts'
import { readQuoted } from '../../../../wire/smtp/path.ts'
import type { EmailContent } from '../../model/emails.ts'
import { type Envelope, MAX_DELAY_SECONDS, type SubmissionAddress } from '../../types.ts'

export const MAX_RECIPIENTS = 1000

/** The envelope that a client gave, or the one that the message implies. RFC 8621 §7 */
export function readEnvelope(value: unknown, content: EmailContent): Envelope {
  const envelope = value === null || value === undefined ? implied(content) : checked(value)
  const { rcptTo } = envelope
  // RFC 8621 §7.5
  if (rcptTo.length === 0)
    throw new Refused('notPossible', 'nobody is to receive it', { type: 'noRecipients' })
  if (rcptTo.length > MAX_RECIPIENTS)
    throw new Refused('tooMany', 'too many recipients', {
      type: 'tooManyRecipients',
      maxRecipients: MAX_RECIPIENTS,
    })
  const wrong = rcptTo.map(({ email }) => email).filter(email => !isAddressable(email))
  if (wrong.length > 0)
    throw new Refused('invalidProperties', 'some are no addresses', {
      type: 'invalidRecipients',
      invalidRecipients: wrong,
    })
  return envelope
}

function implied({ sender, from, to, cc, bcc }: EmailContent): Envelope {
  const mailFrom = sender?.[0]?.email ?? from?.[0]?.email
  if (!mailFrom)
    throw new Refused('invalidProperties', 'the message says nobody sends it', { type: 'invalidEmail' })
  const emails = new Set([to, cc, bcc].flatMap(list => list ?? []).map(({ email }) => email))
  return {
    mailFrom: { email: mailFrom, parameters: null },
    rcptTo: Array.from(emails, email => ({ email, parameters: null })),
  }
}

function checked(value: unknown): Envelope {
  if (!isObject(value) || !Array.isArray(value['rcptTo']))
    throw invalid('envelope', 'mailFrom and rcptTo are expected')
  const seen = new Map<string, SubmissionAddress>()
  for (const one of value['rcptTo']) {
    const address = checkedAddress(one)
    seen.set(address.email, address)
  }
  return { mailFrom: checkedAddress(value['mailFrom']), rcptTo: [...seen.values()] }
}

function checkedAddress(value: unknown): SubmissionAddress {
  if (!isObject(value) || typeof value['email'] !== 'string')
    throw invalid('envelope', 'an address is expected')
  const parameters = value['parameters'] ?? null
  const isMap =
    isObject(parameters) && Object.values(parameters).every(one => one === null || typeof one === 'string')
  if (parameters !== null && !isMap) throw invalid('envelope', 'parameters are texts')
  return { email: value['email'], parameters: parameters as SubmissionAddress['parameters'] }
}

/** An address that the directory could hold, or one that only quotes can say; a bracket would break the relay's command. */
function isAddressable(email: string): boolean {
  const at = email.lastIndexOf('@')
  const quoted = readQuoted(email.slice(0, Math.max(at, 0)))
  try {
    if (quoted !== null && !/[<>]/.test(quoted)) readDomain(email.slice(at + 1))
    else readAddress(email)
    return true
  } catch (error) {
    if (error instanceof Malformed) return false
    throw error
  }
}

/** When it is to leave: by the parameters of RFC 4865, or `sendAt` itself. */
export function readSendAt(given: unknown, { mailFrom }: Envelope, now: Date): Date {
  return heldUntil(mailFrom, now) ?? checkSendAt(typeof given === 'string' ? new Date(given) : now, now)
}

// RFC 5321 §4.1.1.11: names in any case; a parameter without a value is null.
function heldUntil({ parameters }: SubmissionAddress, now: Date): Date | null {
  const named = Object.entries(parameters ?? {}).map(([name, value]) => [name.toUpperCase(), value ?? ''])
  try {
    return readRelease(Object.fromEntries(named), now, MAX_DELAY_SECONDS)
  } catch (error) {
    if (error instanceof Malformed) throw invalid('envelope', error.message)
    throw error
  }
}

/** Not in the past, and not too far. */
export function checkSendAt(wanted: Date, now: Date): Date {
  if (Number.isNaN(wanted.getTime())) throw invalid('sendAt', 'this is no instant')
  if (wanted.getTime() > now.getTime() + MAX_DELAY_SECONDS * 1000)
    throw invalid('sendAt', `not later than ${MAX_DELAY_SECONDS} seconds from now`)
  return new Date(Math.max(wanted.getTime(), now.getTime()))
}
