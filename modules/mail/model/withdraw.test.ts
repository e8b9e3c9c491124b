import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { readId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { PASSWORD } from '../../../test/house.ts'
import { type Args, jmapClient } from '../../../test/jmap.ts'
import { greet, plainToken, send } from '../smtp/test/client.ts'
import { town as openTown } from '../smtp/test/town.ts'
import { emailSubmission } from '../types.ts'
import { sendSubmission } from './submission.ts'

// Claire calls back what still waits to leave the house.

const town = await openTown()
const { house, ports, claire: author } = town
const claire = jmapClient(town.url, author)
const paul = jmapClient(town.url, town.paul)
const OUTSIDE = ['ana@ailleurs.example', 'Bo@ailleurs.example']
beforeEach(() => house.db.run(sql`delete from outgoing`))

const waiting = async (): Promise<string[]> => (await town.waiting()).map(({ rcpt }) => rcpt)

async function writeLetter(subject: string): Promise<string> {
  const { list } = await claire.call('Mailbox/get', { ids: null })
  const sent = (list as Args[]).find(({ role }) => role === 'sent')!['id']
  const letter = {
    mailboxIds: { [String(sent)]: true },
    keywords: { $seen: true },
    from: [{ email: author.address }],
    to: [{ email: town.paul.address }, ...OUTSIDE.map(email => ({ email }))],
    subject,
    messageId: [`${subject}@montauzan.fr`],
    textBody: [{ partId: 't', type: 'text/plain' }],
    bodyValues: { t: { value: 'Ne pas diffuser.' } },
  }
  const { created } = await claire.call('Email/set', { create: { l: letter } })
  return String((created as Record<string, Args>)['l']!['id'])
}

async function submit(emailId: string): Promise<string> {
  const { list } = await claire.call('Identity/get', { ids: null })
  const submission = { emailId, identityId: (list as Args[])[0]!['id'] }
  const { created } = await claire.call('EmailSubmission/set', { create: { s: submission } })
  const id = String((created as Record<string, Args>)['s']!['id'])
  await sendSubmission(house, { accountId: author.accountId, id: readId(emailSubmission.prefix, id)! })
  return id
}

async function fates(emailId: string): Promise<unknown[]> {
  const { recipients } = await claire.call('Email/recall', { emailId })
  return (recipients as Args[]).map(({ fate }) => fate)
}

test('what waits for outside is stopped, and its submission says so; what has left is too late', async () => {
  const emailId = await writeLetter('salaires')
  const submissionId = await submit(emailId)
  await house.db.run(sql`delete from outgoing where rcpt = ${OUTSIDE[0]}`)
  assert.deepEqual(await fates(emailId), ['recalled', 'outside', 'stopped'])
  assert.deepEqual(await waiting(), [])
  const { list } = await claire.call('EmailSubmission/get', { ids: [submissionId] })
  const statuses = (list as Args[])[0]!['deliveryStatus'] as Record<string, Args>
  assert.equal(statuses[OUTSIDE[1]!]!['delivered'], 'no')
  assert.match(String(statuses[OUTSIDE[1]!]!['smtpReply']), /Called back/)
})

test('what is being sent at that moment is left alone', async () => {
  const emailId = await writeLetter('budget')
  await submit(emailId)
  await house.db.run(sql`
    update outgoing set state = 'sending', next_at = now() + interval '1 hour' where rcpt = ${OUTSIDE[0]}`)
  assert.deepEqual(await fates(emailId), ['recalled', 'outside', 'stopped'])
  assert.deepEqual(await waiting(), [OUTSIDE[0]])
})

test('another letter to the same people goes on its way', async () => {
  await submit(await writeLetter('invitation'))
  assert.deepEqual(await fates(await writeLetter('brouillon')), ['kept', 'outside', 'outside'])
  assert.deepEqual(await waiting(), OUTSIDE)
})

test('what a mail program has sent is stopped as well', async () => {
  const emailId = await writeLetter('plan')
  const client = await greet(ports['submissions']!, { tls: true })
  await client.say(`AUTH PLAIN ${plainToken(author.address, PASSWORD)}`)
  const text = `From: ${author.address}\r\nMessage-ID: <plan@montauzan.fr>\r\nSubject: plan\r\n\r\nx\r\n`
  assert.equal((await send(client, author.address, OUTSIDE, text)).code, 250)
  client.close()
  assert.deepEqual(await fates(emailId), ['kept', 'stopped', 'stopped'])
  assert.deepEqual(await waiting(), [])
})

test('nobody stops what another has sent', async () => {
  const emailId = await writeLetter('conseil')
  await submit(emailId)
  const { ids } = await paul.call('Email/query', { filter: { subject: 'conseil' } })
  assert.equal(await paul.refusal('Email/recall', { emailId: (ids as string[])[0] }), 'forbidden')
  assert.deepEqual(await waiting(), OUTSIDE)
})
