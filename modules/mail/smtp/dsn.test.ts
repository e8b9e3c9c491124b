import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPrincipal } from '../../../core/principal.ts'
import { sql } from '../../../store/sql.ts'
import { PASSWORD } from '../../../test/house.ts'
import { readDeliveryStatus } from '../../../wire/smtp/delivery-status.ts'
import { releaseSubmission } from './release.ts'
import { type Client, greet, plainToken } from './test/client.ts'
import { town } from './test/town.ts'

const { house, ports, organisationId, jean, claire, paul, inbox, waiting } = await town()
const statusOf = ({ code, status }: { code: number; status: string | null }) => `${code} ${status}`
const letter = 'From: claire@montauzan.fr\r\nSubject: Budget\r\nMessage-ID: <b@x>\r\n\r\nBonjour'
const statusIn = (report: string) =>
  readDeliveryStatus(report.split('message/delivery-status\r\n\r\n')[1]!.split('\r\n--')[0]!)

async function loggedIn(): Promise<Client> {
  const client = await greet(ports['submissions']!, { tls: true })
  await client.say(`AUTH PLAIN ${plainToken('claire@montauzan.fr', PASSWORD)}`)
  return client
}

/** A message with its envelope line by line; the reply to its end, or the first refusal. */
async function submit(client: Client, mail: string, rcpts: readonly string[], message = letter) {
  for (const line of [`MAIL FROM:${mail}`, ...rcpts.map(rcpt => `RCPT TO:${rcpt}`), 'DATA']) {
    const reply = await client.say(line)
    if (reply.code >= 400) return reply
  }
  client.write(`${message}\r\n.\r\n`)
  return client.hear()
}

test('a success is told to another server’s sender who asks for it, with what it said', async () => {
  const client = await greet(ports['smtp']!)
  const reply = await submit(client, '<anna@example.org> RET=HDRS ENVID=QQ+2B1', [
    '<paul@montauzan.fr> NOTIFY=SUCCESS ORCPT=rfc822;Paul+2Bx@montauzan.fr',
  ])
  assert.equal(statusOf(reply), '250 2.6.0')
  const [row] = await house.db.rows<{ digest: Buffer; account_id: number }>(
    sql`select blob_digest as digest, account_id from outgoing where rcpt = 'anna@example.org'`,
  )
  const report = (await house.blobs.read(row!.digest.toString('hex') as never)).toString()
  const status = statusIn(report)
  assert.equal(status.envelopeId, 'QQ+1')
  assert.deepEqual(
    [status.recipients[0]?.action, status.recipients[0]?.original, status.recipients[0]?.recipient],
    ['delivered', 'rfc822;Paul+x@montauzan.fr', 'paul@montauzan.fr'],
  )
  assert.ok(!report.includes('\r\nBonjour'))
  client.close()
})

test('parameters travel to the queue, each with its recipient', async () => {
  const client = await loggedIn()
  await submit(client, '<claire@montauzan.fr> RET=FULL ENVID=e1', [
    '<anna@example.org> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;anna@example.org',
    '<bob@example.org> NOTIFY=NEVER',
  ])
  const rows = (await waiting()).filter(row => row.mail_from === 'claire@montauzan.fr')
  assert.deepEqual(
    rows.map(row => row.parameters),
    [
      { ret: 'FULL', envid: 'e1', notify: 'SUCCESS,DELAY', orcpt: 'rfc822;anna@example.org' },
      { ret: 'FULL', envid: 'e1', notify: 'NEVER' },
    ],
  )
  client.close()
})

test('with RET=FULL a failure brings the message back', async () => {
  const full = await house.db.write(tx =>
    createPrincipal(tx, house.registry, null, organisationId, {
      type: 'individual',
      role: 'person',
      name: 'Plein',
      email: 'plein@montauzan.fr',
    }),
  )
  await house.db.run(sql`update account set quota = 10 where principal_id = ${full.id}`)
  const client = await loggedIn()
  const reply = await submit(client, '<claire@montauzan.fr> RET=FULL', [
    '<plein@montauzan.fr>',
    '<paul@montauzan.fr>',
  ])
  assert.equal(statusOf(reply), '250 2.6.0')
  const report = (await inbox(claire)).at(-1)!
  assert.match(report, /Content-Type: message\/rfc822/)
  assert.match(report, /\r\nBonjour\r\n/)
  assert.equal(statusIn(report).recipients[0]?.action, 'failed')
  client.close()
})

test('what is not offered and what is malformed is refused', async () => {
  const client = await greet(ports['smtp']!)
  assert.equal(statusOf(await client.say('MAIL FROM:<a@example.org> HOLDFOR=60')), '555 5.5.4')
  assert.equal(statusOf(await client.say('MAIL FROM:<a@example.org> BODY=BINARYMIME')), '501 5.5.4')
  assert.equal(statusOf(await client.say('MAIL FROM:<a@example.org> RET=SOME')), '501 5.5.4')
  assert.equal((await client.say('MAIL FROM:<a@example.org> SIZE=10 BODY=8BITMIME')).code, 250)
  assert.equal(statusOf(await client.say('RCPT TO:<paul@montauzan.fr> NOTIFY=NEVER,DELAY')), '501 5.5.4')
  assert.equal(statusOf(await client.say('RCPT TO:<paul@montauzan.fr> SPEED=FAST')), '555 5.5.4')
  client.close()
})

const held = () => house.db.rows<{ id: number }>(sql`select id from held_submission order by id`)
const count = async () => (await inbox(paul)).length

test('a message that is held leaves when its time has come, and once', async () => {
  const before = await count()
  const client = await loggedIn()
  const reply = await submit(client, '<claire@montauzan.fr> HOLDFOR=3600', [
    '<paul@montauzan.fr>',
    '<late@example.org> NOTIFY=NEVER',
  ])
  assert.equal(statusOf(reply), '250 2.6.0')
  assert.equal(await count(), before)
  const [row] = await held()
  const job = { accountId: claire.accountId, id: row!.id }
  await releaseSubmission(house, job)
  await releaseSubmission(house, job)
  assert.equal(await count(), before + 1)
  const outside = (await waiting()).filter(one => one.rcpt === 'late@example.org')
  assert.deepEqual(
    outside.map(one => one.parameters),
    [{ notify: 'NEVER' }],
  )
  assert.deepEqual(await held(), [])
  client.close()
})

test('who has left while a message was held is told of in a report, by a postmaster of one’s own', async () => {
  const client = await loggedIn()
  const made = {
    type: 'individual' as const,
    role: 'person' as const,
    name: 'Luc',
    email: 'luc@montauzan.fr',
  }
  await house.db.write(tx => createPrincipal(tx, house.registry, null, organisationId, made))
  const until = new Date(house.now().getTime() + 3_600_000).toISOString()
  await submit(client, `<claire@montauzan.fr> HOLDUNTIL=${until}`, ['<luc@montauzan.fr>'])
  await house.db.run(sql`delete from address where address = 'luc@montauzan.fr'`)
  const [row] = await held()
  await releaseSubmission(house, { accountId: claire.accountId, id: row!.id })
  const report = (await inbox(claire)).at(-1)!
  assert.match(report, /^From: "?Distribution du courrier"? <postmaster@montauzan\.fr>\r$/m)
  const [recipient] = statusIn(report).recipients
  assert.deepEqual(
    [recipient?.recipient, recipient?.action, recipient?.status],
    ['luc@montauzan.fr', 'failed', '5.1.1'],
  )
  client.close()
})

test('the hold is offered with its end, at submission alone, and refused beyond it', async () => {
  const client = await loggedIn()
  const { lines } = await client.say('EHLO client.example')
  assert.match(
    lines.find(line => line.startsWith('FUTURERELEASE')) ?? '',
    /^FUTURERELEASE 2592000 20\d\d-.*Z$/,
  )
  assert.ok(lines.includes('DSN') && lines.includes('CHUNKING'))
  assert.equal(statusOf(await client.say('MAIL FROM:<claire@montauzan.fr> HOLDFOR=2592001')), '501 5.5.4')
  client.close()
  const other = await greet(ports['smtp']!)
  assert.ok((await other.say('EHLO x')).lines.every(line => !line.startsWith('FUTURERELEASE')))
  other.close()
})

test('nobody of the house is written to about a message of nobody', async () => {
  const before = (await inbox(jean)).length
  const client = await greet(ports['smtp']!)
  await submit(client, '<>', ['<paul@montauzan.fr> NOTIFY=SUCCESS'])
  assert.equal((await inbox(jean)).length, before)
  client.close()
})
