import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '../../../store/sql.ts'
import { PASSWORD, type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { type Client, closeClients, greet, plainToken } from './test/client.ts'

// By JMAP and by SMTP, from one count.

const MOST = 10

let town: TestHouse
let claire: JmapClient
before(async () => {
  town = await testHouse(undefined, { BASTIDE_MAIL_RECIPIENTS_PER_DAY: `${MOST}` })
  claire = jmapClient(town.url, town.claire)
})
after(async () => {
  closeClients()
  await town.close()
})

const people = (count: number) => Array.from({ length: count }, (_, i) => `lecteur${i}@ailleurs.example`)

/** The error of a submission by JMAP; null when it was taken. */
async function submit(client: JmapClient, from: string, count: number): Promise<Args | null> {
  const boxes = (await client.call('Mailbox/query', { filter: { role: 'drafts' } }))['ids'] as string[]
  const identities = (await client.call('Identity/get'))['list'] as { id: string }[]
  const draft = {
    mailboxIds: { [boxes[0]!]: true },
    from: [{ email: from }],
    to: people(count).map(email => ({ email })),
    subject: 'Ordre du jour',
  }
  const answers = await client.request([
    ['Email/set', { create: { d: draft } }],
    ['EmailSubmission/set', { create: { s: { emailId: '#d', identityId: identities[0]!.id } } }],
  ])
  const { notCreated } = answers[1]![1] as { notCreated: Record<string, Args> | null }
  return notCreated && notCreated['s']!
}

async function open(): Promise<Client> {
  const client = await greet(town.ports['submissions']!, { tls: true })
  assert.equal((await client.say(`AUTH PLAIN ${plainToken('claire@montauzan.fr', PASSWORD)}`)).code, 235)
  return client
}

/** What the server says to a letter at its end. */
async function write(client: Client, count: number, parameters = ''): Promise<string> {
  await client.say(`MAIL FROM:<claire@montauzan.fr>${parameters}`)
  for (const one of people(count)) await client.say(`RCPT TO:<${one}>`)
  await client.say('DATA')
  const { code, status, lines } = await client.say(
    'From: claire@montauzan.fr\r\nSubject: Budget\r\n\r\nBonjour\r\n.',
  )
  return `${code} ${status} ${lines.join(' ')}`
}

const told = () =>
  town.house.db.rows<{ who: string; name: string; details: object }>(sql`
    select actor_name as who, target_name as name, details from audit_entry
    where account_id = ${town.organisationId} and action = 'sendingLimited' order by id`)

const queued = async () =>
  (await town.house.db.row<{ n: number }>(sql`
    select (select count(*) from held_submission)::int + (select count(*) from email_submission)::int as n`))!
    .n

test('what leaves by JMAP and by SMTP comes from one allowance, and beyond it nothing is kept', async () => {
  const client = await open()
  assert.match(await write(client, 4), /^250 /)
  assert.equal(await submit(claire, 'claire@montauzan.fr', 4), null)
  const before = await queued()
  assert.match(
    await write(client, 3),
    /^452 4\.7\.28 You may write to 10 recipients in a day: try again in 2[34] hours/,
  )
  assert.match(await write(client, 3, ' HOLDFOR=60'), /^452 4\.7\.28 /)
  const error = await submit(claire, 'claire@montauzan.fr', 3)
  assert.equal(error?.['type'], 'rateLimit')
  assert.match(String(error?.['description']), /^You may write to 10 recipients in a day: try again in/)
  assert.ok(Number(error?.['retryAfter']) > 22 * 3600)
  assert.equal(await queued(), before)
  assert.match(await write(client, 2), /^250 /)
  client.close()
})

test('the administrators find it in the audit, once', async () => {
  assert.deepEqual(await told(), [
    { who: 'Claire', name: 'claire@montauzan.fr', details: { most: MOST, door: 'submission' } },
  ])
})

test('another person has their own, and one letter to more than a day’s is never taken', async () => {
  const paul = jmapClient(town.url, town.paul)
  const error = await submit(paul, 'paul@montauzan.fr', MOST + 1)
  assert.deepEqual([error?.['type'], error?.['maxRecipients']], ['tooManyRecipients', MOST])
  assert.equal(await submit(paul, 'paul@montauzan.fr', MOST), null)
  assert.equal((await told()).length, 2)
})

test('of several letters at once no more are taken than one after the other', async () => {
  const jean = jmapClient(town.url, town.jean)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => submit(jean, 'jean@montauzan.fr', MOST / 2)),
  )
  assert.equal(answers.filter(error => error === null).length, 2)
})

test('what was sent a day ago counts no longer', async () => {
  await town.house.db.run(sql`update allowance set hour = hour - interval '24 hours'`)
  assert.equal(await submit(claire, 'claire@montauzan.fr', MOST), null)
})
