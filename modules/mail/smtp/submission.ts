import { randomUUID } from 'node:crypto'
import type { SMTPServerAddress, SMTPServerAuthentication, SMTPServerSession } from 'smtp-server'
import type { Actor } from '../../../core/actor.ts'
import { hostnameOf } from '../../../core/certificate/certificate.ts'
import type { House } from '../../../core/house.ts'
import type { Listener } from '../../../core/module.ts'
import type { Found } from '../../../core/resolve.ts'
import { type RefusalCode, Refused } from '../../../lib/errors.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import { type Reply, reply } from '../../../wire/smtp/reply.ts'
import { domainOf, type RelayParameters } from '../model/outgoing.ts'
import { prepareMessage } from '../model/prepare.ts'
import { mayUseAddress } from '../model/sender.ts'
import { accept } from './accept.ts'
import { ask } from './ask.ts'
import { follow, readContent, splitContent } from './content.ts'
import { completeHeader, refuseLoop } from './header.ts'
import { LIMITS, type Limits, TRACE_BYTES } from './limits.ts'
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
}

function hooks(house: House, traffic: Traffic, secure: boolean): Hooks {
  const visits = new WeakMap<SMTPServerSession, Visit>()
  return {
    secure,
    // Where it is not offered, because the line is not safe, it is not there at all: see below.
    allowInsecureAuth: true,
    onConnect: (session, callback) =>
      ask(house, callback, async () => {
        visits.set(session, { leave: traffic.enter(session.remoteAddress), found: new Map() })
        const isSafe = session.secure || isLoopback(session.remoteAddress)
        if (!isSafe) session.disabledCommands = ['AUTH']
      }),
    onSecure: (_, session, callback) =>
      ask(house, callback, async () => {
        session.disabledCommands = []
      }),
    onClose: session => visits.get(session)?.leave(),
    onAuth: (auth, session, callback) =>
      ask(house, callback, async () => ({ user: await logIn(house, auth, session) })),
    onMailFrom: ({ address }, session, callback) =>
      ask(house, callback, async () => {
        const actor = actorOf(session)
        refuseBareUtf8(address, session)
        await refuseForeign(house, actor, address)
        await traffic.count(`actor ${actor.accountId}`)
        visits.get(session)!.found = new Map()
      }),
    onRcptTo: ({ address }, session, callback) =>
      ask(house, callback, async () => {
        refuseBareUtf8(address, session)
        visits.get(session)!.found.set(address, await findRecipient(house, address))
      }),
    onData: (stream, session, callback) =>
      ask(house, callback, () =>
        readContent(stream, house.config.mail.maxSize - TRACE_BYTES, chunks =>
          submit(house, session, visits.get(session)!.found, chunks),
        ),
      ),
  }
}

async function logIn(
  house: House,
  { username, password }: SMTPServerAuthentication,
  { remoteAddress }: SMTPServerSession,
): Promise<Actor> {
  try {
    const coming = { ip: remoteAddress, door: 'submission' } as const
    const actor = await house.login.verifyPassword(username ?? '', password ?? '', coming)
    if (house.registry.isOn(actor.organisationId, 'mail')) return actor
    // RFC 3463 §3.8
    throw new Refusal(reply(535, '5.7.1', 'Mail is switched off for your organisation'))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Refusal(LOGIN_REPLIES[error.code] ?? replies.badLogin)
  }
}

const LOGIN_REPLIES: Readonly<Partial<Record<RefusalCode, Reply>>> = {
  tooManyAttempts: replies.tooManyLogins,
  passwordTemporary: replies.passwordTemporary,
}

// RFC 4954 §6
function actorOf(session: SMTPServerSession): Actor {
  if (!session.user) throw new Refusal(reply(530, '5.7.0', 'Log in first, with TLS'))
  return session.user as Actor
}

/** Who sends is who is logged in, by any address of theirs or of their groups; a report has no sender. RFC 6409 §6.1 */
async function refuseForeign(house: House, actor: Actor, address: string): Promise<void> {
  if (address !== '' && !(await mayUseAddress(house.db, actor, address)))
    throw new Refusal(replies.foreignSender)
}

async function submit(
  house: House,
  session: SMTPServerSession,
  known: ReadonlyMap<string, Found | null>,
  chunks: AsyncIterable<Buffer>,
): Promise<string> {
  const { header, body } = await splitContent(chunks)
  refuseLoop(header)
  const messageId = `${randomUUID()}@${hostnameOf(house.config)}`
  const complete = completeHeader(header, { messageId, at: house.now().toISOString() })
  const head = Buffer.concat([traceOf(house, session), complete])
  const message = await prepareMessage(house, follow(head, body))
  const { mailFrom, rcptTo } = session.envelope
  const recipients = rcptTo.map(to => ({
    rcpt: to.address,
    parameters: parametersOf(session, to),
    found: known.get(to.address) ?? null,
  }))
  await accept(house, {
    mailFrom: mailFrom ? mailFrom.address : '',
    message,
    header: complete,
    local: recipients.flatMap(({ found, ...one }) => (found ? [{ ...one, found }] : [])),
    remote: recipients
      .filter(({ found }) => !found)
      .map(({ rcpt, parameters }) => ({ rcpt, parameters, domain: domainOf(rcpt) })),
    sender: actorOf(session).accountId,
  })
  return `Kept as ${session.id}.${session.transaction}`
}

// RFC 3461 §4
function parametersOf({ envelope }: SMTPServerSession, { dsn }: SMTPServerAddress): RelayParameters {
  const { ret = null, envid = null } = envelope.dsn ?? {}
  return {
    ...(ret === null ? {} : { ret: ret as 'FULL' | 'HDRS' }),
    ...(envid === null ? {} : { envid }),
    ...(dsn?.notify ? { notify: dsn.notify.join(',') } : {}),
    ...(dsn?.orcpt ? { orcpt: dsn.orcpt } : {}),
    ...(envelope.smtpUtf8 ? { smtputf8: true } : {}),
  }
}
