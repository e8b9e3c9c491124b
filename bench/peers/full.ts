import { type Visits, visits } from '../imap.ts'
import { openJmap, type Pace, pace } from '../jmap.ts'
import type { Login, Reader } from '../login.ts'
import { AT_ONCE, SECONDS } from '../ours/measure.ts'
import { type Pages, pages } from '../pages.ts'
import { reason } from '../reason.ts'
import type { Cyrus } from './cyrus.ts'
import type { MailPeer } from './peer.ts'

/** A full inbox of a peer; null stands for what could not be had. */
export interface Full {
  readonly emails: number
  readonly visits: Visits | null
  /** Of one who speaks JMAP. */
  readonly pages?: Pages<Pace | null> | null
}

/** What Cyrus takes over and indexes in two minutes; of a million it would be twenty. */
const MOST_OF_CYRUS = 100_000

export async function fullOfDovecot(dovecot: MailPeer, readers: readonly Reader[]): Promise<Full[]> {
  const full: Full[] = []
  for (const reader of readers)
    if (await filled('Dovecot', dovecot, reader))
      full.push({ emails: reader.emails, visits: await visited('Dovecot', dovecot, reader) })
  return full
}

export async function fullOfCyrus(cyrus: Cyrus, readers: readonly Reader[]): Promise<Full[]> {
  const full: Full[] = []
  for (const reader of readers.filter(({ emails }) => emails <= MOST_OF_CYRUS))
    if (await filled('Cyrus', cyrus, reader))
      full.push({
        emails: reader.emails,
        pages: await attempt(`Cyrus, JMAP of ${reader.emails}`, () => paged(cyrus, reader)),
        visits: await visited('Cyrus', cyrus, reader),
      })
  return full
}

async function filled(name: string, peer: MailPeer, reader: Reader): Promise<boolean> {
  const begin = performance.now()
  const is = await attempt(`${name}, filled with ${reader.emails}`, async () => {
    await peer.fill(reader)
    return true
  })
  console.error(
    `${name}: ${reader.emails} emails filled in ${((performance.now() - begin) / 1000).toFixed(0)} s`,
  )
  return is ?? false
}

const visited = (name: string, { imap }: MailPeer, reader: Reader): Promise<Visits | null> =>
  attempt(`${name}, IMAP of ${reader.emails}`, () => visits(imap, reader))

async function paged({ http }: Cyrus, reader: Reader): Promise<Pages<Pace | null>> {
  const client = await openJmap('http://localhost', basic(reader), http)
  return pages(client, reader.emails, (what, act) =>
    attempt(`Cyrus, ${what} of ${reader.emails}`, () => pace(AT_ONCE, SECONDS, act)),
  )
}

const basic = ({ address, password }: Login): string =>
  `Basic ${Buffer.from(`${address}:${password}`).toString('base64')}`

/** What a peer cannot do is said, and leaves a gap in the table. */
async function attempt<T>(what: string, act: () => Promise<T>): Promise<T | null> {
  try {
    return await act()
  } catch (error) {
    console.error(`${what}: no figure: ${reason(error)}`)
    return null
  }
}
