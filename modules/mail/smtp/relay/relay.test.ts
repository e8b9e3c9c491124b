import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import type { House } from '../../../../core/house.ts'
import { sql } from '../../../../store/sql.ts'
import { readDeliveryStatus } from '../../../../wire/smtp/delivery-status.ts'
import { claimOutgoing } from '../../model/outgoing.ts'
import { prepareMessage } from '../../model/prepare.ts'
import { leave } from '../leave.ts'
import { openSink } from '../test/sink.ts'
import { town } from '../test/town.ts'
import { PLAN } from './plan.ts'
import { openRelay } from './relay.ts'
import type { Resolver } from './route.ts'

const sink = await openSink()
// Fewer connections to the database than lanes: nobody may hold one and wait for another.
const { house, claire, inbox } = await town(
  {},
  {
    BASTIDE_SMARTHOST_HOST: '127.0.0.1',
    BASTIDE_SMARTHOST_PORT: String(sink.port),
    BASTIDE_DATABASE_CONNECTIONS: '2',
  },
)
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = new Date('2026-11-24T08:00:00Z')

/** The same house, so much later. */
const after = (milliseconds: number): House => ({
  ...house,
  now: () => new Date(START.getTime() + milliseconds),
})

beforeEach(async () => {
  await house.db.run(sql`delete from outgoing`)
  sink.messages.length = 0
  sink.answers.clear()
})

interface Wish {
  readonly mailFrom?: string
  readonly notify?: string
}

async function queue(
  recipients: readonly string[],
  subject = 'Budget',
  { mailFrom = claire.address, notify }: Wish = {},
) {
  const text = `Return-Path: <${mailFrom}>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@x>\r\n\r\n.Bonjour\r\n`
  const message = await prepareMessage(house, Buffer.from(text))
  const at = after(0)
  await house.db.write(tx =>
    leave(tx, at, claire.accountId, message, {
      mailFrom,
      recipients: recipients.map(rcpt => ({
        rcpt,
        domain: rcpt.split('@')[1]!,
        ...(notify === undefined ? {} : { parameters: { notify } }),
      })),
      submissionId: null,
      at: START,
    }),
  )
}

const waiting = () =>
  house.db.rows<{ rcpt: string; next_at: Date; attempts: number; last_reply: string }>(
    sql`select rcpt, next_at, attempts, last_reply from outgoing order by rcpt`,
  )
const reports = async () => (await inbox(claire)).filter(one => one.includes('multipart/report'))
const statusIn = (report: string) =>
  readDeliveryStatus(report.split('message/delivery-status\r\n\r\n')[1]!.split('\r\n--')[0]!)

test('a message leaves once for all recipients of a place, as it was written', async () => {
  await queue(['anna@example.org', 'bob@example.org'])
  await openRelay().run(after(0))
  assert.deepEqual(sink.messages, [
    {
      from: 'claire@montauzan.fr',
      to: ['anna@example.org', 'bob@example.org'],
      text: 'Subject: Budget\r\nMessage-ID: <Budget@x>\r\n\r\n.Bonjour\r\n',
      secure: true,
      utf8: false,
    },
  ])
  assert.deepEqual(await waiting(), [])
})

test('the bytes are let go of once everybody has the message', async () => {
  await queue(['anna@example.org'], 'Libre')
  await openRelay().run(after(0))
  const rows = await house.db.rows<{ refs: number }>(sql`
    select refs from blob where account_id = ${claire.accountId} and refs > 0
      and digest not in (select blob_digest from email where account_id = ${claire.accountId})`)
  assert.deepEqual(rows, [])
})

test('several messages share a connection', async () => {
  const before = sink.connections()
  for (let i = 0; i < 12; i++) await queue(['anna@example.org'], `Lettre ${i}`)
  await openRelay().run(after(0))
  assert.equal(sink.messages.length, 12)
  assert.ok(sink.connections() - before <= 4)
})

test('what is refused for now is tried again later, and arrives', async () => {
  sink.answers.set('anna@example.org', ['451 4.3.0 Not now'])
  await queue(['anna@example.org', 'bob@example.org'])
  await openRelay().run(after(0))
  const [anna, ...others] = await waiting()
  assert.deepEqual(others, [])
  assert.equal(anna?.last_reply, '451 4.3.0 Not now')
  assert.equal(anna?.next_at.getTime(), START.getTime() + 5 * MINUTE)
  await openRelay().run(after(4 * MINUTE))
  assert.equal(sink.messages.length, 1)
  await openRelay().run(after(5 * MINUTE))
  assert.deepEqual(
    sink.messages.map(one => one.to),
    [['bob@example.org'], ['anna@example.org']],
  )
  assert.deepEqual(await waiting(), [])
})

test('what is refused for good is reported to the sender, with the reason', async () => {
  const before = (await reports()).length
  sink.answers.set('nobody@example.org', ['550 5.1.1 No such user'])
  await queue(['nobody@example.org'], 'Perdu')
  await openRelay().run(after(0))
  assert.deepEqual(await waiting(), [])
  const all = await reports()
  assert.equal(all.length, before + 1)
  const report = all.at(-1)!
  assert.match(report, /^Return-Path: <>\r\n/)
  assert.match(report, /In-Reply-To: <Perdu@x>/)
  assert.match(report, /\r\nSubject: Perdu\r\n/)
  const [recipient] = statusIn(report).recipients
  assert.deepEqual(
    [recipient?.recipient, recipient?.action, recipient?.status, recipient?.diagnostic],
    ['nobody@example.org', 'failed', '5.1.1', '550 5.1.1 No such user'],
  )
})

/** The first part of a report to Claire, when the other server says this. */
async function wordsAbout(answer: string): Promise<string> {
  sink.answers.set('nobody@example.org', [answer])
  await queue(['nobody@example.org'], 'Perdu')
  await openRelay().run(after(0))
  return (await reports()).at(-1)!.split('\r\n\r\n').slice(2).join('\n\n').split('\r\n--')[0]!
}

test('a report says in plain words, in the language of whoever reads it, why', async () => {
  const words = await wordsAbout('550 5.1.1 No such user')
  assert.match(words, /nobody@example\.org\r\n\s+Cette adresse n’existe pas/)
  assert.match(words, /Réponse de 127\.0\.0\.1\s: 550 5\.1\.1 No such user/)
  assert.doesNotMatch(words, /address/)
  assert.match(await wordsAbout('552 5.2.2 Over quota'), /Cette boîte est pleine/)
  assert.match(await wordsAbout('550 5.7.26 Unauthenticated'), /n’a pas pu vérifier/)
  assert.match(await wordsAbout('554 Go away'), /refuse ce message/)
  await house.db.run(sql`update principal set language = 'en' where email = ${claire.address}`)
  assert.match(await wordsAbout('550 5.4.4 No route'), /cannot be found/)
  await house.db.run(sql`update principal set language = 'fr' where email = ${claire.address}`)
})

test('many that are refused at once are all reported', { timeout: 30_000 }, async () => {
  const before = (await reports()).length
  const refusals = Array.from({ length: 8 }, () => '550 5.1.1 No such user')
  sink.answers.set('nobody@example.org', refusals)
  for (let i = 0; i < 8; i++) await queue(['nobody@example.org'], `Perdu ${i}`)
  await openRelay().run(after(0))
  assert.deepEqual(await waiting(), [])
  assert.equal((await reports()).length, before + 8)
})

test('a refusal of the whole message is one of each recipient', async () => {
  const before = (await reports()).length
  sink.answers.set('DATA', ['554 5.7.1 Spam'])
  await queue(['anna@example.org', 'bob@example.org'])
  await openRelay().run(after(0))
  const all = await reports()
  assert.equal(all.length, before + 1)
  assert.equal(statusIn(all.at(-1)!).recipients.length, 2)
})

test('whoever wants to hear nothing, and a report, are never reported on', async () => {
  const before = (await reports()).length
  for (const [mailFrom, notify] of [
    [claire.address, 'NEVER'],
    [claire.address, 'DELAY'],
    ['', 'FAILURE'],
  ] as const) {
    sink.answers.set('nobody@example.org', ['550 5.1.1 No such user'])
    await queue(['nobody@example.org'], 'Muet', { mailFrom, notify })
    await openRelay().run(after(0))
  }
  assert.deepEqual(await waiting(), [])
  assert.equal((await reports()).length, before)
})

test('a message that others sent through us is reported on to where they are', async () => {
  sink.answers.set('nobody@example.org', ['550 5.1.1 No such user'])
  await queue(['nobody@example.org'], 'Suite', { mailFrom: 'anna@example.net' })
  await openRelay().run(after(0))
  assert.deepEqual(
    sink.messages.map(one => [one.from, one.to]),
    [['', ['anna@example.net']]],
  )
  assert.match(sink.messages[0]!.text, /Auto-Submitted: auto-replied/)
  assert.match(sink.messages[0]!.text, /Cette adresse n’existe pas.+There is no such address/s)
})

test('a success is told to who asks for it, when the other server will not', async () => {
  await queue(['anna@example.org'], 'Reçu', { notify: 'SUCCESS' })
  await openRelay().run(after(0))
  const [recipient] = statusIn((await reports()).at(-1)!).recipients
  assert.equal(recipient?.action, 'relayed')
})

test('tries come less and less often; the sender is told once of the delay, and of the end after five days', async () => {
  const before = (await reports()).length
  await queue(['anna@example.org'], 'Lent')
  const told: [string, number][] = []
  const tries: number[] = []
  for (let at = 0; (await waiting()).length > 0; ) {
    sink.answers.set('anna@example.org', ['450 4.2.1 Busy'])
    await openRelay().run(after(at))
    tries.push(at)
    const news = (await reports()).slice(before + told.length)
    for (const report of news) told.push([statusIn(report).recipients[0]!.action, at])
    at = ((await waiting())[0]?.next_at.getTime() ?? 0) - START.getTime()
  }
  assert.deepEqual(
    tries.slice(0, 7).map(at => at / MINUTE),
    [0, 5, 20, 50, 110, 230, 470],
  )
  assert.deepEqual(
    told.map(([action]) => action),
    ['delayed', 'failed'],
  )
  assert.ok(told[0]![1] <= 4 * HOUR)
  assert.ok(tries.at(-1)! > 4.8 * 24 * HOUR && tries.at(-1)! <= 5 * 24 * HOUR)
  assert.equal(statusIn((await reports()).at(-1)!).recipients[0]!.status, '5.4.7')
})

test('what a dead worker had claimed is sent by another, once the claim has run out', async () => {
  await queue(['anna@example.org'])
  const until = new Date(START.getTime() + PLAN.lease)
  assert.equal((await claimOutgoing(house.db, START, until, 10)).length, 1)
  await openRelay().run(after(PLAN.lease - 1))
  assert.equal(sink.messages.length, 0)
  await openRelay().run(after(PLAN.lease))
  assert.equal(sink.messages.length, 1)
  assert.deepEqual(await waiting(), [])
})

test('two relays at work together send each message once', async () => {
  for (let i = 0; i < 20; i++) await queue(['anna@example.org'], `Double ${i}`)
  await Promise.all([openRelay().run(after(0)), openRelay().run(after(0))])
  assert.equal(new Set(sink.messages.map(one => one.text)).size, 20)
  assert.equal(sink.messages.length, 20)
})

test('what is queued while the relay runs leaves with the rest', async () => {
  const relay = openRelay()
  await queue(['anna@example.org'], 'Un')
  const running = relay.run(after(0))
  await queue(['anna@example.org'], 'Deux')
  await relay.run(after(0))
  await running
  assert.equal(sink.messages.length, 2)
})

test('a server that takes no message of this size is not asked again', async () => {
  const small = await openSink({ size: 50 })
  const smarthost = { ...house.config.smarthost, port: small.port }
  await queue(['anna@example.org'], 'Trop gros')
  await openRelay().run({ ...after(0), config: { ...house.config, smarthost } })
  assert.equal(statusIn((await reports()).at(-1)!).recipients[0]!.status, '5.3.4')
  assert.deepEqual(await waiting(), [])
})

test('a server that does not let us in keeps no connection of ours', { timeout: 20_000 }, async () => {
  const smarthost = { ...house.config.smarthost, user: 'bastide', password: 'wrong' }
  await queue(['anna@example.org'])
  await openRelay().run({ ...after(0), config: { ...house.config, smarthost } })
  assert.match((await waiting())[0]!.last_reply, /^451 4\.4\.1/)
  await sink.left()
})

/** The house without a smart host, in a world where every domain has these servers. */
function direct(resolveMx: Resolver['resolveMx']): [House, ReturnType<typeof openRelay>] {
  const smarthost = { ...house.config.smarthost, host: null }
  return [{ ...after(0), config: { ...house.config, smarthost } }, openRelay(PLAN, { resolveMx })]
}

test('a domain whose servers are in private networks is not reached', async () => {
  const [alone, relay] = direct(async () => [{ exchange: '127.0.0.1', priority: 0 }])
  await queue(['anna@private.example'])
  await relay.run(alone)
  assert.equal(statusIn((await reports()).at(-1)!).recipients[0]!.status, '5.4.4')
})

test('a domain that takes no mail says so', async () => {
  const [alone, relay] = direct(async () => [{ exchange: '', priority: 0 }])
  await queue(['anna@null.example'])
  await relay.run(alone)
  assert.equal(statusIn((await reports()).at(-1)!).recipients[0]!.status, '5.1.10')
})

test('when names cannot be looked up, the message waits', async () => {
  const [alone, relay] = direct(() =>
    Promise.reject(Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })),
  )
  await queue(['anna@example.org'])
  await relay.run(alone)
  assert.match((await waiting())[0]!.last_reply, /^451 4\.4\.3/)
})
