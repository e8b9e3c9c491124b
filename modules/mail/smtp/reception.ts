import type { SMTPServerSession } from 'smtp-server'
import { hostnameOf } from '../../../core/certificate/certificate.ts'
import type { House } from '../../../core/house.ts'
import type { Listener } from '../../../core/module.ts'
import type { Found } from '../../../core/resolve.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import { prepareMessage } from '../model/prepare.ts'
import { accept, receiversOf } from './accept.ts'
import { ask } from './ask.ts'
import { assess } from './assess.ts'
import { refuseCrowd } from './authors.ts'
import { follow, readBody, readContent, readHead } from './content.ts'
import { withoutForgedResults } from './foreign-results.ts'
import { type Gathered, gather } from './gather.ts'
import { refuseLoop, refuseTwoAuthors, refuseUnread } from './header.ts'
import { judgeMessage } from './judge.ts'
import { LIMITS, type Limits, TRACE_BYTES } from './limits.ts'
import { parametersOf, refuseUnknownParameters } from './parameters.ts'
import { findRecipient } from './recipient.ts'
import { Refusal } from './refusal.ts'
import { type Hooks, openServer } from './server.ts'
import { refuseBareUtf8 } from './smtputf8.ts'
import { traceOf } from './trace.ts'
import { type Traffic, watchTraffic } from './traffic.ts'

/** Mail from other servers, for our own people alone. */
export const reception = (limits: Limits = LIMITS): Listener => ({
  name: 'smtp',
  role: 'mx',
  listen: house =>
    openServer(house, house.config.smtp.port, limits, hooks(house, limits, watchTraffic(limits))),
})

/** What is remembered of a session. */
interface Visit {
  readonly leave: () => void
  unknown: number
  /** Recipients of the transaction, as they were given. */
  found: Map<string, Found>
}

function hooks(house: House, limits: Limits, traffic: Traffic): Hooks {
  const visits = new WeakMap<SMTPServerSession, Visit>()
  return {
    disabledCommands: ['AUTH'],
    onConnect: (session, callback) =>
      ask(house, callback, async () => {
        visits.set(session, { leave: traffic.enter(session.remoteAddress), unknown: 0, found: new Map() })
      }),
    onClose: session => visits.get(session)?.leave(),
    onMailFrom: ({ address, args }, session, callback) =>
      ask(house, callback, async () => {
        refuseUnknownParameters({ args }, 'mail')
        refuseBareUtf8(address, session)
        await traffic.count(session.remoteAddress)
        visits.get(session)!.found = new Map()
      }),
    onRcptTo: ({ address, args }, session, callback) =>
      ask(house, callback, async () => {
        refuseUnknownParameters({ args }, 'rcpt')
        refuseBareUtf8(address, session)
        const visit = visits.get(session)!
        visit.found.set(
          address,
          await findLocal(house, address).catch(error => patience(visit, limits, error)),
        )
      }),
    onData: (stream, session, callback) =>
      ask(house, callback, () =>
        readContent(stream, house.config.mail.maxSize - TRACE_BYTES, chunks =>
          receive(house, session, visits.get(session)!.found, chunks, !limits.isLoopbackFree),
        ),
      ),
  }
}

async function findLocal(house: House, address: string): Promise<Found> {
  const found = await findRecipient(house, address)
  if (!found) throw new Refusal(replies.noRelay)
  return found
}

/** Ends the session of whoever tries names out. */
function patience(visit: Visit, limits: Limits, error: unknown): never {
  const isUnknown = error instanceof Refusal && error.reply === replies.unknownMailbox
  if (isUnknown && ++visit.unknown > limits.unknownRecipients) throw new Refusal(replies.tooManyUnknown)
  throw error
}

async function receive(
  house: House,
  session: SMTPServerSession,
  found: ReadonlyMap<string, Found>,
  chunks: AsyncIterable<Buffer>,
  judgesAll: boolean,
): Promise<string> {
  const content = await gather(house.config, chunks)
  try {
    await take(house, session, found, content, judgesAll)
    return `Kept as ${session.id}.${session.transaction}`
  } finally {
    await content.discard()
  }
}

async function take(
  house: House,
  session: SMTPServerSession,
  found: ReadonlyMap<string, Found>,
  content: Gathered,
  judgesAll: boolean,
): Promise<void> {
  const given = await readHead(content.read())
  refuseUnread(given)
  refuseLoop(given)
  refuseTwoAuthors(given)
  refuseCrowd(given)
  const { rcptTo } = session.envelope
  const mailFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
  const origin = { ip: session.remoteAddress, helo: session.hostNameAppearsAs, mailFrom }
  const addresses = rcptTo.map(to => to.address)
  const judged = await judgeMessage(house, origin, addresses, given, content, judgesAll)
  const header = withoutForgedResults(given, hostnameOf(house.config))
  const head = Buffer.concat([traceOf(house, session, judged.fields), header])
  const local = rcptTo.map(to => ({
    rcpt: to.address,
    parameters: parametersOf(session, to),
    found: found.get(to.address)!,
  }))
  // The database is asked while the message is read.
  const [assessments, message] = await Promise.all([
    assess(house, judged, receiversOf(local), content.bytes),
    prepareMessage(house, follow(head, await readBody(content.read()))),
  ])
  const whole = content.bytes
  await accept(house, { mailFrom, message, header, whole, local, assessments, remote: [], sender: null })
}
