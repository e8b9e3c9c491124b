import { setTimeout as pause } from 'node:timers/promises'
import { type Visits, visit, visits } from '../imap.ts'
import { firstEmails, openJmap, type Pace, pace } from '../jmap.ts'
import { mixer, receivers } from '../login.ts'
import { mix } from '../mix.ts'
import { AT_ONCE, SECONDS, SETTLE_MS } from '../ours/measure.ts'
import { type Arrivals, arrivals, deliveries } from '../smtp-source.ts'
import { startCyrus } from './cyrus.ts'
import { startDovecot } from './dovecot.ts'
import { type Postfix, startPostfix } from './postfix.ts'

const [one, two] = receivers as [(typeof receivers)[0], (typeof receivers)[0]]
const all = receivers.map(({ address }) => address)

export interface PostfixAndDovecot {
  readonly memory: number
  /** Into Postfix' queue; Dovecot gets them meanwhile and afterwards. */
  readonly acceptedForOne: Arrivals
  readonly acceptedForTen: number
  /** Through Postfix into a mailbox of Dovecot. */
  readonly delivered: Arrivals
  /** Into a mailbox of Dovecot, by LMTP. */
  readonly filed: Arrivals
  readonly visits: Visits
  readonly mix: number
}

export async function measurePostfix(): Promise<PostfixAndDovecot> {
  const dovecot = await startDovecot()
  try {
    const postfix = await startPostfix(dovecot.ports['lmtp']!)
    try {
      await pause(SETTLE_MS)
      const memory = (await dovecot.memory()) + (await postfix.memory())
      const filed = await arrivals(dovecot.ports['lmtp']!, one.address, 'lmtp')
      return {
        memory,
        filed,
        visits: await visits(dovecot.ports['imap']!, one),
        mix: await mix(dovecot.ports['imap']!, mixer),
        acceptedForOne: await arrivals(postfix.ports['smtp']!, two.address, 'smtp'),
        acceptedForTen: await deliveries(postfix.ports['smtp']!, all, 'smtp'),
        delivered: await deliveredThrough(postfix),
      }
    } finally {
      await postfix.stop()
    }
  } finally {
    await dovecot.stop()
  }
}

async function deliveredThrough({ ports, emptied }: Postfix): Promise<Arrivals> {
  await emptied()
  return arrivals(ports['smtp']!, two.address, 'smtp', emptied)
}

export interface Cyrus {
  readonly memory: number
  readonly filed: Arrivals
  readonly visits: Visits
  readonly mix: number
  /** Of an inbox of some 2,100. */
  readonly firstEmails: Pace
}

export async function measureCyrus(): Promise<Cyrus> {
  const cyrus = await startCyrus()
  try {
    await pause(SETTLE_MS)
    const memory = await cyrus.memory()
    await visit(cyrus.ports['imap']!, one)
    await visit(cyrus.ports['imap']!, mixer)
    const filed = await arrivals(cyrus.ports['lmtp']!, one.address, 'lmtp')
    const basic = `Basic ${Buffer.from(`${one.address}:${one.password}`).toString('base64')}`
    const client = await openJmap(`http://127.0.0.1:${cyrus.ports['http']}`, basic)
    return {
      memory,
      filed,
      visits: await visits(cyrus.ports['imap']!, one),
      mix: await mix(cyrus.ports['imap']!, mixer),
      firstEmails: await pace(AT_ONCE, SECONDS, await firstEmails(client)),
    }
  } finally {
    await cyrus.stop()
  }
}
