import { setTimeout as pause } from 'node:timers/promises'
import { type Visits, visit, visits } from '../imap.ts'
import { mixer, type Reader, receivers } from '../login.ts'
import { mix } from '../mix.ts'
import { SETTLE_MS } from '../ours/measure.ts'
import { type Arrivals, arrivals, deliveries } from '../smtp-source.ts'
import { startCyrus } from './cyrus.ts'
import { startDovecot } from './dovecot.ts'
import { type Full, fullOfCyrus, fullOfDovecot } from './full.ts'
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
  readonly readers: readonly Full[]
}

export async function measurePostfix(readers: readonly Reader[]): Promise<PostfixAndDovecot> {
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
        visits: await visits(dovecot.imap, one),
        mix: await mix(dovecot.imap, mixer),
        acceptedForOne: await arrivals(postfix.ports['smtp']!, two.address, 'smtp'),
        acceptedForTen: await deliveries(postfix.ports['smtp']!, all, 'smtp'),
        delivered: await deliveredThrough(postfix),
        readers: await fullOfDovecot(dovecot, readers),
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
  readonly readers: readonly Full[]
}

export async function measureCyrus(readers: readonly Reader[]): Promise<Cyrus> {
  const cyrus = await startCyrus()
  try {
    await pause(SETTLE_MS)
    const memory = await cyrus.memory()
    await visit(cyrus.imap, one)
    await visit(cyrus.imap, mixer)
    return {
      memory,
      filed: await arrivals(cyrus.ports['lmtp']!, one.address, 'lmtp'),
      visits: await visits(cyrus.imap, one),
      mix: await mix(cyrus.imap, mixer),
      readers: await fullOfCyrus(cyrus, readers),
    }
  } finally {
    await cyrus.stop()
  }
}
