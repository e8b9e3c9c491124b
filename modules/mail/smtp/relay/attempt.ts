import type { SMTPConnectionSendInfo, SMTPEnvelope } from 'nodemailer/lib/smtp-connection'
import type { House } from '../../../../core/house.ts'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import { type Reply, readReply, reply } from '../../../../wire/smtp/reply.ts'
import type { Outgoing } from '../../model/outgoing.ts'
import type { Cause } from '../report-causes.ts'
import type { Session } from './connection.ts'
import { openContent } from './content.ts'
import type { Parcel } from './parcel.ts'
import { needsUtf8, withoutUtf8Domain } from './utf8.ts'

/** What another server said of one recipient. */
export interface Verdict {
  readonly outgoing: Outgoing
  readonly reply: Reply
  readonly remoteMta: string | null
  /** Whether it will tell the sender itself what becomes of the message. RFC 3461 §6.2.7.1 */
  readonly isTold: boolean
  /** Where the reply does not say why. */
  readonly cause?: Cause
}

/** Hands a parcel over; throws when the session broke off before a verdict. */
export async function hand(house: House, session: Session, parcel: Parcel): Promise<Verdict[]> {
  const [first] = parcel
  const size = await house.blobs.size(house.db, first.accountId, first.digest)
  const { header, message } = await openContent(house, first)
  const isUtf8 = needsUtf8(parcel, header)
  try {
    if (isUtf8 === 'always' && !session.offers('SMTPUTF8')) return unreached(parcel, noUtf8(session.host))
    const info = await session.send(envelopeOf(parcel, size), message, isUtf8 !== 'never')
    return parcel.map(outgoing => verdictOf(outgoing, session, info))
  } catch (error) {
    return refusals(parcel, session, error)
  } finally {
    message.destroy()
  }
}

function envelopeOf(parcel: Parcel, size: number | null): SMTPEnvelope {
  const { mailFrom, parameters } = parcel[0]
  const { ret, envid, notify, orcpt } = parameters
  return {
    from: mailFrom === '' ? false : withoutUtf8Domain(mailFrom),
    to: parcel.map(one => withoutUtf8Domain(one.rcpt)),
    use8BitMime: true,
    ...(size === null ? {} : { size }),
    dsn: { ret: ret ?? null, envid: envid ?? null, notify: notify ?? null, orcpt: orcpt ?? null },
  }
}

function verdictOf(outgoing: Outgoing, session: Session, info: SMTPConnectionSendInfo): Verdict {
  const rejected = info.rejectedErrors?.find(error => isOf(error, outgoing))
  return {
    outgoing,
    reply: readAny(rejected ? rejected.response : info.response),
    remoteMta: session.host,
    isTold: info.ehlo?.some(line => /^DSN\b/i.test(line)) ?? false,
  }
}

/** What nodemailer tells of a refusal. */
interface Failure extends Error {
  readonly code?: string
  readonly response?: string
  readonly recipient?: string
  readonly rejectedErrors?: readonly Failure[]
}

function refusals(parcel: Parcel, session: Session, error: unknown): Verdict[] {
  const { code, response, rejectedErrors = [] } = error as Failure
  if (code === 'EMESSAGE' && !response) return unreached(parcel, tooLarge(session.host))
  if (!response) throw error
  return parcel.map(outgoing => ({
    outgoing,
    reply: readAny(rejectedErrors.find(one => isOf(one, outgoing))?.response ?? response),
    remoteMta: session.host,
    isTold: false,
  }))
}

const isOf = ({ recipient }: { recipient?: string | undefined }, { rcpt }: Outgoing): boolean =>
  recipient === withoutUtf8Domain(rcpt)

// RFC 6531 §3.6: it cannot be rewritten, so it goes back.
const noUtf8 = (host: string): Reply => reply(550, '5.6.7', `${host} does not offer SMTPUTF8`)

// RFC 1870 §5: it says how much it takes, and would say the same tomorrow.
const tooLarge = (host: string): Reply => reply(552, '5.3.4', `${host} takes no message of this size`)

/** A server that does not speak the language has not refused for good. */
function readAny(text: string | undefined): Reply {
  try {
    return readReply(text ?? '')
  } catch (error) {
    if (error instanceof Malformed) return reply(451, '4.5.0', 'The server gave no answer that can be read')
    throw error
  }
}

/** Why no session came about, as a verdict on all. RFC 3463 §3.5 */
export function unreached(parcel: Parcel, refusal: Reply): Verdict[] {
  return parcel.map(outgoing => ({ outgoing, reply: refusal, remoteMta: null, isTold: false }))
}

export const noAnswer = (error: unknown): Reply =>
  error instanceof Refused && error.code === 'forbidden'
    ? reply(550, '5.4.4', error.message)
    : reply(451, '4.4.1', error instanceof Error ? error.message : String(error))
