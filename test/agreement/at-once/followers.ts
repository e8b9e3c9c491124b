import { Client } from '../../../modules/mail/imap/test/client.ts'
import type { Args, JmapClient } from '../../jmap.ts'

// Clients that look on while others work, each in the way that its protocol gives it: what one knows in the end, from
// what it was told alone, is what one learns who asks for everything anew.

export interface Follower {
  readonly name: string
  /** Learns what it has not been told yet. */
  catchUp(): Promise<void>
  known(): unknown
  /** The same, asked anew. */
  truth(): Promise<unknown>
}

/** RFC 8620 §5.2: a copy of all records of a type. */
export async function changesFollower(
  jmap: JmapClient,
  type: string,
  everyId: () => Promise<string[] | null>,
): Promise<Follower> {
  const records = new Map<string, Args>()
  const load = async (ids: readonly string[] | null) => {
    const { list, notFound, state } = await jmap.call(`${type}/get`, { ids, properties: PROPERTIES[type] })
    return { list: list as Args[], notFound: (notFound ?? []) as string[], state: String(state) }
  }
  const first = await load(await everyId())
  for (const record of first.list) records.set(String(record['id']), record)
  let since = first.state
  const step = async (): Promise<boolean> => {
    const answer = await jmap.call(`${type}/changes`, { sinceState: since, maxChanges: 25 })
    const { created, updated, destroyed } = answer as Record<string, string[]>
    const { list, notFound } = await load([...new Set([...created!, ...updated!])])
    for (const record of list) records.set(String(record['id']), record)
    for (const id of [...destroyed!, ...notFound]) records.delete(id)
    since = String(answer['newState'])
    return answer['hasMoreChanges'] === true
  }
  return {
    name: `${type}/changes`,
    catchUp: async () => {
      while (await step());
    },
    known: () => byId([...records.values()]),
    truth: async () => byId((await load(await everyId())).list),
  }
}

const PROPERTIES: Readonly<Record<string, string[]>> = {
  Email: ['id', 'threadId', 'mailboxIds', 'keywords', 'size'],
}

const byId = (list: readonly Args[]): Args[] =>
  list.toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1))

/** RFC 8620 §5.6: a list kept in order. */
export async function listFollower(jmap: JmapClient, name: string, question: Args): Promise<Follower> {
  const ask = async () => {
    const { ids, queryState, total } = await jmap.call('Email/query', { ...question, calculateTotal: true })
    return { ids: ids as string[], state: String(queryState), total }
  }
  let list = await ask()
  return {
    name: `Email/queryChanges, ${name}`,
    async catchUp() {
      const asked = { ...question, calculateTotal: true, sinceQueryState: list.state }
      const answer = await jmap.call('Email/queryChanges', asked)
      const gone = new Set(answer['removed'] as string[])
      const ids = list.ids.filter(id => !gone.has(id))
      for (const { id, index } of answer['added'] as { id: string; index: number }[]) ids.splice(index, 0, id)
      list = { ids, state: String(answer['newQueryState']), total: answer['total'] }
    },
    known: () => ({ ids: list.ids, total: list.total }),
    truth: async () => {
      const { ids, total } = await ask()
      return { ids, total }
    },
  }
}

/** What is selected, as an IMAP client keeps it that only hears: by number, or by UID where QRESYNC is enabled. */
export async function imapFollower(port: number, address: string, isQuick: boolean): Promise<Follower> {
  const client = await Client.login(port, address)
  if (isQuick) await client.say('ENABLE QRESYNC')
  let messages: { uid: number; flags: string }[] = []
  let exists = 0
  const hear = (line: string) => {
    const fetched = /^\* (\d+) FETCH \((.*)\)$/.exec(line)
    const expunged = /^\* (\d+) EXPUNGE$/.exec(line)
    const vanished = /^\* VANISHED (?:\(EARLIER\) )?(.*)$/.exec(line)
    if (expunged) {
      messages.splice(Number(expunged[1]) - 1, 1)
      exists--
    } else if (vanished) {
      const gone = new Set(readSet(vanished[1]!))
      exists -= messages.filter(({ uid }) => gone.has(uid)).length
      messages = messages.filter(({ uid }) => !gone.has(uid))
    } else if (fetched) {
      const flags = readFlags(fetched[2]!)
      const at = Number(fetched[1]) - 1
      const uid = Number(/\bUID (\d+)/.exec(fetched[2]!)?.[1] ?? messages[at]?.uid)
      if (flags !== null) messages[at] = { uid, flags }
    }
    exists = Number(/^\* (\d+) EXISTS$/.exec(line)?.[1] ?? exists)
  }
  const say = async (command: string) => {
    const { lines, end } = await client.say(command)
    lines.forEach(hear)
    if (!end.startsWith('OK')) throw new Error(`${command}: ${end}`)
  }
  const learnNew = async () => {
    while (messages.length < exists) await say(`FETCH ${messages.length + 1}:* (UID FLAGS)`)
  }
  await say('SELECT INBOX')
  await learnNew()
  return {
    name: isQuick ? 'IMAP with QRESYNC' : 'IMAP',
    async catchUp() {
      await say('NOOP')
      await learnNew()
    },
    known: () => messages,
    truth: () => fresh(port, address),
  }
}

/** RFC 7162 §3.2.5: comes back each time, and is told what happened meanwhile. */
export async function returningFollower(port: number, address: string): Promise<Follower> {
  const known = new Map<number, string>()
  let since: { validity: string; modseq: string } | null = null
  const visit = async () => {
    const client = await Client.login(port, address)
    await client.say('ENABLE QRESYNC')
    const { lines } = await client.say(
      since ? `SELECT INBOX (QRESYNC (${since.validity} ${since.modseq}))` : 'SELECT INBOX',
    )
    const told = since ? lines : (await client.say('UID FETCH 1:* (FLAGS)')).lines
    for (const line of told) {
      const vanished = /^\* VANISHED \(EARLIER\) (.*)$/.exec(line)?.[1]
      for (const uid of vanished ? readSet(vanished) : []) known.delete(uid)
      const uid = /\bUID (\d+)/.exec(line)?.[1]
      const flags = readFlags(line)
      if (uid && flags !== null) known.set(Number(uid), flags)
    }
    const found = (code: string) =>
      lines.map(line => new RegExp(`\\[${code} (\\d+)`).exec(line)?.[1]).find(n => n)!
    since = { validity: found('UIDVALIDITY'), modseq: found('HIGHESTMODSEQ') }
    client.close()
  }
  await visit()
  return {
    name: 'IMAP, coming back by QRESYNC',
    catchUp: visit,
    known: () => Array.from(known, ([uid, flags]) => ({ uid, flags })).toSorted((a, b) => a.uid - b.uid),
    truth: () => fresh(port, address),
  }
}

async function fresh(port: number, address: string) {
  const client = await Client.login(port, address)
  await client.say('EXAMINE INBOX')
  const { lines } = await client.say('FETCH 1:* (UID FLAGS)')
  client.close()
  return lines
    .filter(line => line.includes(' FETCH '))
    .map(line => ({ uid: Number(/UID (\d+)/.exec(line)![1]), flags: readFlags(line) }))
}

function readFlags(line: string): string | null {
  const flags = /FLAGS \(([^)]*)\)/.exec(line)?.[1]
  return flags === undefined ? null : flags.split(' ').toSorted().join(' ')
}

function readSet(text: string): number[] {
  return text.split(',').flatMap(range => {
    const [first, last = first] = range.split(':').map(Number)
    return Array.from({ length: last! - first! + 1 }, (_, n) => first! + n)
  })
}
