import { setTimeout as pause } from 'node:timers/promises'
import { readAccountId } from '../../lib/id.ts'
import { type Args, type JmapClient, jmapClient } from '../jmap.ts'
import type { MortalServer, Ready } from './server.ts'

export interface Ordeal {
  /** What is not as it has to be once the rules have run, whatever died meanwhile. */
  run(kills: number): Promise<string[]>
  /** And once their run has been taken back. */
  takeBack(kills: number): Promise<string[]>
}

const AT_ONCE = 250
const SCRIPT = `require ["fileinto", "imap4flags"];
if header :contains "subject" "Facture" { addflag "compta"; fileinto "Factures"; }`

/** Two mailboxes, and mail in the first of them of which the rules file every second one into the other. */
export async function openOrdeal(server: MortalServer, messages: number): Promise<Ordeal> {
  const client = await openJmap(server.ready)
  const { created } = await client.call('Mailbox/set', {
    create: { from: { name: 'Épreuve' }, to: { name: 'Factures' } },
  })
  const { from, to } = created as Record<'from' | 'to', { id: string }>
  for (let first = 0; first < messages; first += AT_ONCE)
    await fill(client, from.id, first, Math.min(messages, first + AT_ONCE))
  const wishes = { name: 'Épreuve', mailboxId: from.id, script: SCRIPT }
  const half = Math.floor(messages / 2)
  let runId = ''
  const compare = async (wanted: Readonly<Record<string, unknown>>) => {
    const [run] = (await client.call('SieveRun/get', { ids: [runId] }))['list'] as Args[]
    const found: Args = {
      state: run!['state'],
      done: run!['done'],
      changed: run!['changed'],
      ...(await look(client, 'from', from.id)),
      ...(await look(client, 'to', to.id)),
    }
    return Object.entries(wanted).flatMap(([name, value]) =>
      found[name] === value ? [] : [`${name} is ${found[name]} where ${value} was to be`],
    )
  }
  return {
    async run(kills) {
      const made = await client.call('SieveRun/set', { create: { r: wishes } })
      runId = (made['created'] as Record<'r', { id: string }>).r.id
      await torment(server, client, runId, kills)
      return compare({
        ...{ state: 'done', done: messages, changed: half },
        ...lying('from', messages - half, 0),
        ...lying('to', half, half),
      })
    },
    async takeBack(kills) {
      await client.call('SieveRun/set', { update: { [runId]: { state: 'undoing' } } })
      await torment(server, client, runId, kills)
      return compare({
        ...{ state: 'undone', done: half, changed: half },
        ...lying('from', messages, 0),
        ...lying('to', 0, 0),
      })
    },
  }
}

async function openJmap({ url, logins }: Ready): Promise<JmapClient> {
  const { address, password } = logins[0]!
  const authorization = `Basic ${Buffer.from(`${address}:${password}`).toString('base64')}`
  const session = await fetch(`${url}/.well-known/jmap`, { headers: { authorization } })
  const { primaryAccounts } = (await session.json()) as { primaryAccounts: Record<string, string> }
  const accountId = readAccountId(primaryAccounts['urn:ietf:params:jmap:mail']!)!
  return jmapClient(url, { accountId, address }, password)
}

async function fill(client: JmapClient, mailboxId: string, first: number, end: number): Promise<void> {
  const numbers = Array.from({ length: end - first }, (_, at) => first + at)
  const text = (n: number) =>
    `From: <tiers@crash.example>\r\nSubject: ${n % 2 ? 'Facture' : 'Lettre'} ${n}\r\nMessage-ID: <run-${n}@crash.example>\r\n\r\nn° ${n}\r\n`
  const create = Object.fromEntries(numbers.map(n => [`b${n}`, { data: [{ 'data:asText': text(n) }] }]))
  const emails = Object.fromEntries(
    numbers.map(n => [`e${n}`, { blobId: `#b${n}`, mailboxIds: { [mailboxId]: true } }]),
  )
  const [, [, { notCreated }]] = (await client.request([
    ['Blob/upload', { create }],
    ['Email/import', { emails }],
  ])) as [unknown, [string, Args]]
  if (notCreated) throw new Error(JSON.stringify(notCreated))
}

/** Kills at even steps of the way, as often as there is still something to do; waits until it is over. */
async function torment(
  server: MortalServer,
  client: JmapClient,
  runId: string,
  kills: number,
): Promise<void> {
  for (let deaths = 0; ; ) {
    const { list } = await client.call('SieveRun/get', { ids: [runId] })
    const { state, done, total } = (list as { state: string; done: number; total: number }[])[0]!
    if (state !== 'running' && state !== 'undoing') return
    if (deaths < kills && done >= (total * deaths) / kills) {
      deaths++
      // Anywhere between two batches, and within one.
      await pause(Math.random() * 100)
      await server.killAndStart()
    } else await pause(5)
  }
}

const lying = (name: string, emails: number, marked: number) => ({
  [`${name}: totalEmails`]: emails,
  [`${name}: totalThreads`]: emails,
  [`${name}: unreadEmails`]: emails,
  [`${name}: emails`]: emails,
  [`${name}: subjects`]: emails,
  [`${name}: marked`]: marked,
})

/** What a mailbox says of itself, and what lies in it. */
async function look(client: JmapClient, name: string, mailboxId: string): Promise<Args> {
  const { list } = await client.call('Mailbox/get', { ids: [mailboxId] })
  const { totalEmails, totalThreads, unreadEmails } = (list as Args[])[0]!
  const emails = await listEmails(client, mailboxId)
  return {
    [`${name}: totalEmails`]: totalEmails,
    [`${name}: totalThreads`]: totalThreads,
    [`${name}: unreadEmails`]: unreadEmails,
    [`${name}: emails`]: emails.length,
    [`${name}: subjects`]: new Set(emails.map(({ subject }) => subject)).size,
    [`${name}: marked`]: emails.filter(({ keywords }) => keywords['compta']).length,
  }
}

interface Email {
  readonly subject: string
  readonly keywords: Readonly<Record<string, boolean>>
}

async function listEmails(client: JmapClient, mailboxId: string): Promise<Email[]> {
  const emails: Email[] = []
  for (;;) {
    const query = { filter: { inMailbox: mailboxId }, position: emails.length, limit: AT_ONCE }
    const ids = { resultOf: 'c0', name: 'Email/query', path: '/ids' }
    const [, [, { list }]] = (await client.request([
      ['Email/query', query],
      ['Email/get', { '#ids': ids, properties: ['subject', 'keywords'] }],
    ])) as [unknown, [string, Args]]
    if ((list as Email[]).length === 0) return emails
    emails.push(...(list as Email[]))
  }
}
