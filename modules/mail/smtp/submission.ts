import { randomUUID } from 'node:crypto'
import type { SMTPServerSession } from 'smtp-server'
import type { Actor } from '../../../core/actor.ts'
import { hostnameOf } from '../../../core/certificate/certificate.ts'
import type { House } from '../../../core/house.ts'
import type { Coming } from '../../../core/login/login.ts'
import type { Listener } from '../../../core/module.ts'
import type { Found } from '../../../core/resolve.ts'
import { Malformed, type RefusalCode, Refused } from '../../../lib/errors.ts'
import type { Tx } from '../../../store/database.ts'
import { readRelease, writeFutureRelease } from '../../../wire/smtp/future-release.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import { type Reply, reply } from '../../../wire/smtp/reply.ts'
import { recordAuthorship } from '../model/authorship.ts'
import { holdMessage } from '../model/held.ts'
import { domainOf } from '../model/outgoing.ts'
import { prepareMessage } from '../model/prepare.ts'
import { countRecipients, tellOfRecipients } from '../model/recipients.ts'
import { mayUseAddress } from '../model/sender.ts'
import { withSignature } from '../model/signature.ts'
import { refuseWithoutMail } from '../sasl/entrance.ts'
import { MAX_DELAY_SECONDS } from '../types.ts'
import { accept } from './accept.ts'
import { ask } from './ask.ts'
import { authorshipOf, withSender } from './author.ts'
import { follow, readBody, readContent, readHead } from './content.ts'
import { type Gathered, gather } from './gather.ts'
import { completeHeader, refuseLoop, refuseTwoAuthors, refuseUnread } from './header.ts'
import { LIMITS, type Limits, TRACE_BYTES } from './limits.ts'
import { parametersOf, refuseUnknownParameters } from './parameters.ts'
import { findRecipient } from './recipient.ts'
import { Refusal } from './refusal.ts'
import { type Hooks, openServer } from './server.ts'
import { refuseBareUtf8 } from './smtputf8.ts'
import { traceOf } from './trace.ts'
import { isLoopback, type Traffic, watchTraffic } from './traffic.ts'

/** Mail from our own people, who say who they are once the line is safe. RFC 6409 §4.3 */
export const submission = (limits: Limits = LIMITS): Listener => ({
  name: 'submission',
  role: 'mx',
  listen: house =>
    openServer(house, house.config.submission.port, limits, hooks(house, watchTraffic(limits), false)),
})

/** The same, with TLS from the start. RFC 8314 §3.3 */
export const submissions = (limits: Limits = LIMITS): Listener => ({
  name: 'submissions',
  role: 'mx',
  listen: house =>
    openServer(house, house.config.submissions.port, limits, hooks(house, watchTraffic(limits), true)),
})

interface Visit {
  readonly leave: () => void
  /** Recipients of the transaction, as they were given; null: another server's. */
  found: Map<string, Found | null>
  /** When the transaction's message is to leave; null: now. */
  releaseAt: Date | null
}

function hooks(house: House, traffic: Traffic, secure: boolean): Hooks {
  const visits = new WeakMap<SMTPServerSession, Visit>()
  return {
    secure,
    extensions: () => [writeFutureRelease(house.now(), MAX_DELAY_SECONDS)],
    // Where it is not offered, because the line is not safe, it is not there at all: see below.
    allowInsecureAuth: true,
    onConnect: (session, callback) =>
      ask(house, callback, async () => {
        visits.set(session, {
          leave: traffic.enter(session.remoteAddress),
          found: new Map(),
          releaseAt: null,
        })
        const isSafe = session.secure || isLoopback(session.remoteAddress)
        if (!isSafe) session.disabledCommands = ['AUTH']
      }),
    onSecure: (_, session, callback) =>
      ask(house, callback, async () => {
        session.disabledCommands = []
      }),
    onClose: session => visits.get(session)?.leave(),
    onAuth: ({ username, password }, session, callback) =>
      ask(house, callback, async () => ({
        user: await logIn(house, () =>
          house.login.verifyPassword(username ?? '', password ?? '', comingOf(session)),
        ),
      })),
    onExchange: (open, session, callback) =>
      ask(house, callback, () => logIn(house, async () => (await open(house, comingOf(session))).actor)),
    onMailFrom: ({ address, args }, session, callback) =>
      ask(house, callback, async () => {
        const actor = actorOf(session)
        refuseUnknownParameters({ args }, 'mail', ['HOLDFOR', 'HOLDUNTIL'])
        refuseBareUtf8(address, session)
        const releaseAt = releaseOf(args || {}, house.now())
        await refuseForeign(house, actor, address)
        await traffic.count(`actor ${actor.accountId}`)
        Object.assign(visits.get(session)!, { found: new Map(), releaseAt })
      }),
    onRcptTo: ({ address, args }, session, callback) =>
      ask(house, callback, async () => {
        refuseUnknownParameters({ args }, 'rcpt')
        refuseBareUtf8(address, session)
        visits.get(session)!.found.set(address, await findRecipient(house, address))
      }),
    onData: (stream, session, callback) =>
      ask(house, callback, () =>
        readContent(stream, house.config.mail.maxSize - TRACE_BYTES, chunks =>
          submit(house, session, visits.get(session)!, chunks),
        ).catch(async error => {
          if (error instanceof TooManyRecipients)
            await house.db.write(tx => tellOfRecipients(tx, house, actorOf(session), 'submission'))
          throw error
        }),
      ),
  }
}

const comingOf = ({ remoteAddress }: SMTPServerSession): Coming => ({
  ip: remoteAddress,
  door: 'submission',
})

async function logIn(house: House, open: () => Promise<Actor>): Promise<Actor> {
  try {
    const actor = await open()
    refuseWithoutMail(house, actor)
    return actor
  } catch (error) {
    // RFC 4954 §4: also for a client that calls off.
    if (error instanceof Malformed) throw new Refusal(reply(501, '5.5.2', error.message))
    if (!(error instanceof Refused)) throw error
    if (error.code === 'tooManyAttempts') throw new Refusal(reply(454, '4.7.0', error.message))
    throw new Refusal(LOGIN_REPLIES[error.code] ?? replies.badLogin)
  }
}

const LOGIN_REPLIES: Readonly<Partial<Record<RefusalCode, Reply>>> = {
  passwordTemporary: replies.passwordTemporary,
  // RFC 3463 §3.8
  moduleOff: reply(535, '5.7.1', 'Mail is switched off for your organisation'),
}

// RFC 4954 §6
function actorOf(session: SMTPServerSession): Actor {
  if (!session.user) throw new Refusal(reply(530, '5.7.0', 'Log in first, with TLS'))
  return session.user as Actor
}

/** Who sends is who is logged in, by any address that they may write from; a report has no sender. RFC 6409 §6.1 */
async function refuseForeign(house: House, actor: Actor, address: string): Promise<void> {
  if (address !== '' && !(await mayUseAddress(house.db, actor, address)))
    throw new Refusal(replies.foreignSender)
}

function releaseOf(args: Readonly<Record<string, unknown>>, now: Date): Date | null {
  try {
    return readRelease(args, now, MAX_DELAY_SECONDS)
  } catch (error) {
    if (error instanceof Malformed) throw new Refusal(reply(501, '5.5.4', error.message))
    throw error
  }
}

async function submit(
  house: House,
  session: SMTPServerSession,
  visit: Visit,
  chunks: AsyncIterable<Buffer>,
): Promise<string> {
  const content = await gather(house.config, chunks)
  try {
    await take(house, session, visit, content)
    return `Kept as ${session.id}.${session.transaction}`
  } finally {
    await content.discard()
  }
}

async function take(
  house: House,
  session: SMTPServerSession,
  { found: known, releaseAt }: Visit,
  content: Gathered,
): Promise<void> {
  const header = await readHead(content.read())
  refuseUnread(header)
  refuseLoop(header)
  const actor = actorOf(session)
  const mailFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
  const filled = completeHeader(header, {
    messageId: `${randomUUID()}@${hostnameOf(house.config)}`,
    at: house.now().toISOString(),
    from: mailFrom || actor.address,
  })
  const authorship = await authorshipOf(house, actor, filled)
  refuseTwoAuthors(header)
  const complete = withSender(filled, authorship)
  const head = Buffer.concat([traceOf(house, session), complete])
  const whole = async () => follow(head, await readBody(content.read()))
  const sender = actor.accountId
  const { rcptTo } = session.envelope
  const signed = await withSignature(house, {
    accountId: sender,
    recipients: rcptTo.map(to => to.address),
    bytes: async () => Buffer.concat(await Array.fromAsync(await whole())),
  })
  const message = await prepareMessage(house, signed ?? (await whole()))
  const recipients = rcptTo.map(to => ({
    rcpt: to.address,
    parameters: parametersOf(session, to),
    found: known.get(to.address) ?? null,
  }))
  const written = async (tx: Tx) => {
    await count(tx, house, actor, rcptTo.length)
    await recordAuthorship(tx, house, actor, authorship, {
      from: sender,
      message,
      details: { recipients: rcptTo.length, door: 'submission' },
    })
  }
  if (releaseAt) {
    const to = recipients.map(({ found, ...one }) => one)
    const envelope = { mailFrom, isOurs: true, by: actor.principalId, recipients: to }
    return house.db.write(async tx => {
      await holdMessage(tx, house, sender, message, envelope, releaseAt)
      await written(tx)
    })
  }
  await accept(house, {
    mailFrom,
    message,
    header: complete,
    whole: content.bytes,
    local: recipients.flatMap(({ found, ...one }) => (found ? [{ ...one, found }] : [])),
    assessments: null,
    remote: recipients
      .filter(({ found }) => !found)
      .map(({ rcpt, parameters }) => ({ rcpt, parameters, domain: domainOf(rcpt) })),
    sender,
    also: written,
  })
}

/** Too many in a day are for later, and nothing of it is kept. */
async function count(tx: Tx, house: House, actor: Actor, recipients: number): Promise<void> {
  const refusal = await countRecipients(tx, house, actor, recipients)
  if (refusal) throw new TooManyRecipients(reply(452, '4.7.28', refusal.message))
}

class TooManyRecipients extends Refusal {}
