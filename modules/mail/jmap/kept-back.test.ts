import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setDelegates } from '../../../core/delegation.ts'
import { disablePrincipal, enablePrincipal } from '../../../core/principal.ts'
import type { DelegateRight } from '../../../lib/descriptor.ts'
import { type RecordId, readId, writeAccountId } from '../../../lib/id.ts'
import { delegateBit } from '../../../store/access.ts'
import { toBytes } from '../../../store/blobs/blobs.ts'
import { sql } from '../../../store/sql.ts'
import { eventually } from '../../../test/eventually.ts'
import { PASSWORD, type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { findDue } from '../model/due.ts'
import { endStuck } from '../model/stuck.ts'
import { sendSubmission } from '../model/submission.ts'
import { releaseSubmission } from '../smtp/release.ts'
import { greet, plainToken } from '../smtp/test/client.ts'

// What waits to leave, and whose sender may not send it any more, or which cannot be sent: Paul writes in Claire's mailbox.

let town: TestHouse
let claire: JmapClient
let jean: JmapClient
let paul: JmapClient
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  jean = jmapClient(town.url, town.jean)
  paul = jmapClient(town.url, town.paul)
})
after(() => town.close())

const give = (...rights: DelegateRight[]) => {
  const bits = rights.reduce((all, right) => all | delegateBit(right), 0)
  const owner = { id: town.claire.principalId, name: 'Claire' }
  const delegates = new Map([[town.paul.principalId, bits]])
  return town.house.db.write(tx => setDelegates(tx, null, town.organisationId, owner, delegates))
}

const box = (id: string) => ({ accountId: id })

async function rolesOf(client: JmapClient, accountId: string): Promise<Map<string, string>> {
  const { list } = (await client.call('Mailbox/get', box(accountId))) as { list: Args[] }
  return new Map(list.map(({ id, role, name }) => [String(role ?? name), String(id)]))
}

interface Scheduled {
  readonly id: string
  readonly emailId: string
}

/** A letter that this person schedules in an account, in the name of an address. */
async function schedule(
  by: JmapClient,
  accountId: string,
  from: string,
  subject: string,
  onSuccess: (drafts: string, sent: string) => Args = (drafts, sent) => ({
    onSuccessUpdateEmail: {
      '#s': { [`mailboxIds/${drafts}`]: null, [`mailboxIds/${sent}`]: true, 'keywords/$draft': null },
    },
  }),
): Promise<Scheduled> {
  const roles = await rolesOf(by, accountId)
  const [drafts, sent] = [roles.get('drafts')!, roles.get('sent')!]
  const { list } = (await by.call('Identity/get', box(accountId))) as { list: { id: string }[] }
  const draft = {
    mailboxIds: { [drafts]: true },
    keywords: { $draft: true, $seen: true },
    from: [{ email: from }],
    to: [{ email: 'jean@montauzan.fr' }],
    subject,
    textBody: [{ partId: 't', type: 'text/plain' }],
    bodyValues: { t: { value: 'Voici.' } },
  }
  const sendAt = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`
  const submission = { emailId: '#d', identityId: list[0]!.id, sendAt }
  const [made, submitted] = await by.request([
    ['Email/set', { ...box(accountId), create: { d: draft } }],
    ['EmailSubmission/set', { ...box(accountId), create: { s: submission }, ...onSuccess(drafts, sent) }],
  ])
  const created = (answer: [string, Args] | undefined, key: string) =>
    String((answer![1]['created'] as Record<string, Args>)[key]!['id'])
  return { id: created(submitted, 's'), emailId: created(made, 'd') }
}

const isDue = ({ id }: Scheduled) => ({
  accountId: town.claire.accountId,
  id: readId('s', id)! as RecordId,
})

async function submissionOf(client: JmapClient, { id }: Scheduled): Promise<Args> {
  const { list } = (await client.call('EmailSubmission/get', { ids: [id] })) as { list: Args[] }
  return list[0]!
}

const emailOf = async (client: JmapClient, id: string): Promise<Args> => {
  const properties = ['mailboxIds', 'keywords', 'subject']
  return ((await client.call('Email/get', { ids: [id], properties })) as { list: Args[] }).list[0]!
}

/** Of the newest message of the inbox, what it is about and says. */
async function newest(client: JmapClient): Promise<{ subject: string; text: string }> {
  const inMailbox = (await rolesOf(client, client.accountId)).get('inbox')
  const { ids } = (await client.call('Email/query', { filter: { inMailbox }, limit: 1 })) as { ids: string[] }
  const wanted = { ids, properties: ['subject', 'bodyValues', 'textBody'], fetchTextBodyValues: true }
  const { list } = (await client.call('Email/get', wanted)) as { list: Args[] }
  const values = Object.values((list[0]?.['bodyValues'] ?? {}) as Record<string, { value: string }>)
  return { subject: String(list[0]?.['subject']), text: values[0]?.value ?? '' }
}

const countOf = async (client: JmapClient, subject: string): Promise<number> =>
  ((await client.call('Email/query', { filter: { subject } }))['ids'] as string[]).length

async function keptBack(): Promise<Args[]> {
  const directory = writeAccountId(town.organisationId)
  const { ids } = await jean.call('AuditEntry/query', {
    accountId: directory,
    filter: { action: 'sendingKeptBack' },
  })
  return ((await jean.call('AuditEntry/get', { accountId: directory, ids })) as { list: Args[] }).list
}

test('what a delegate had scheduled stays once the right is gone, and its mailbox has it back', async () => {
  await give('mayRead', 'maySendAs', 'mayManage')
  const waiting = await schedule(paul, claire.accountId, 'claire@montauzan.fr', 'Délégué')
  await give('mayRead')
  await sendSubmission(town.house, isDue(waiting))
  await sendSubmission(town.house, isDue(waiting))
  assert.equal(await countOf(jean, 'Délégué'), 0)
  const { undoStatus, deliveryStatus } = await submissionOf(claire, waiting)
  assert.equal(undoStatus, 'canceled')
  assert.deepEqual(deliveryStatus, {
    'jean@montauzan.fr': {
      smtpReply: '550 5.7.1 Whoever submitted it may not send it any more',
      delivered: 'no',
      displayed: 'unknown',
    },
  })
  const { mailboxIds, keywords } = await emailOf(claire, waiting.emailId)
  assert.deepEqual(mailboxIds, { [(await rolesOf(claire, claire.accountId)).get('drafts')!]: true })
  assert.deepEqual(keywords, { $draft: true, $seen: true })
  const told = await newest(claire)
  assert.equal(told.subject, 'Message non remis')
  assert.match(told.text, /jean@montauzan\.fr\s+Qui l’a écrit ne peut plus l’envoyer/)
  assert.match(told.text, /de nouveau parmi les brouillons/)
  const [entry, ...others] = await keptBack()
  assert.deepEqual(others, [])
  assert.deepEqual(entry!['details'], { reason: 'notFromHere', mailbox: 'Claire', recipients: 1 })
  assert.equal(entry!['targetName'], 'Paul')
})

test('who may only write on behalf by then is named in what leaves', async () => {
  await give('mayRead', 'maySendAs', 'mayManage')
  const waiting = await schedule(paul, claire.accountId, 'claire@montauzan.fr', 'De la part')
  await give('mayRead', 'maySendOnBehalf')
  await sendSubmission(town.house, isDue(waiting))
  const { ids } = (await jean.call('Email/query', { filter: { subject: 'De la part' } })) as { ids: string[] }
  const { list } = (await jean.call('Email/get', { ids, properties: ['sender'] })) as { list: Args[] }
  assert.deepEqual(list[0]!['sender'], [{ name: 'Paul', email: 'paul@montauzan.fr' }])
})

test('what whoever has left had scheduled stays, even where it was destroyed and there is no room', async () => {
  const destroyed = () => ({ onSuccessDestroyEmail: ['#s'] })
  const from = 'claire@montauzan.fr'
  const waiting = await schedule(claire, claire.accountId, from, 'Partie', destroyed)
  const { db } = town.house
  const set = (verb: typeof disablePrincipal) =>
    db.write(tx => verb(tx, null, town.organisationId, town.claire.principalId))
  await set(disablePrincipal)
  await db.run(sql`update account set quota = 1 where account_id = ${town.claire.accountId}`)
  await sendSubmission(town.house, isDue(waiting))
  await db.run(sql`update account set quota = null where account_id = ${town.claire.accountId}`)
  await set(enablePrincipal)
  assert.equal(await countOf(jean, 'Partie'), 0)
  assert.equal((await submissionOf(claire, waiting))['undoStatus'], 'canceled')
  const inMailbox = (await rolesOf(claire, claire.accountId)).get('drafts')
  const { ids } = (await claire.call('Email/query', {
    filter: { subject: 'Partie', inMailbox, hasKeyword: '$draft' },
  })) as { ids: string[] }
  assert.equal(ids.length, 1)
})

test('what a mail program had held stays in the same way', async () => {
  const client = await greet(town.ports['submissions']!, { tls: true })
  await client.say(`AUTH PLAIN ${plainToken('claire@montauzan.fr', PASSWORD)}`)
  await client.say('MAIL FROM:<claire@montauzan.fr> HOLDFOR=3600')
  await client.say('RCPT TO:<jean@montauzan.fr>')
  await client.say('DATA')
  client.write('From: claire@montauzan.fr\r\nSubject: Retenue\r\n\r\nBonjour\r\n.\r\n')
  assert.equal((await client.hear()).code, 250)
  client.close()
  const { db } = town.house
  const [held] = await db.rows<{ id: number }>(sql`select id from held_submission`)
  const job = { accountId: town.claire.accountId, id: held!.id }
  await db.write(tx => disablePrincipal(tx, null, town.organisationId, town.claire.principalId))
  await releaseSubmission(town.house, job)
  await db.write(tx => enablePrincipal(tx, null, town.organisationId, town.claire.principalId))
  await releaseSubmission(town.house, job)
  assert.deepEqual(await db.rows(sql`select id from held_submission`), [])
  assert.equal(await countOf(jean, 'Retenue'), 0)
  const filter = { subject: 'Retenue', hasKeyword: '$draft' }
  assert.equal(((await claire.call('Email/query', { filter }))['ids'] as string[]).length, 1)
  assert.match((await newest(claire)).text, /son compte est fermé/)
})

/** Makes it late, with a job that was tried as often as any is. */
async function hasFailed(waiting: Scheduled): Promise<void> {
  const { accountId, id } = isDue(waiting)
  await town.house.db.run(sql`
    update email_submission set send_at = now() - interval '1 hour' where account_id = ${accountId} and id = ${id}`)
  await town.house.db.run(sql`
    update graphile_worker._private_jobs set attempts = max_attempts where key = ${`mail.submit.${accountId}.${id}`}`)
}

test('what could not be sent in many attempts is told to its sender, even where it cannot be read', async () => {
  const waiting = await schedule(claire, claire.accountId, 'claire@montauzan.fr', 'En panne')
  const other = await schedule(claire, claire.accountId, 'claire@montauzan.fr', 'Plus tard')
  await endStuck(town.house)
  assert.equal((await submissionOf(claire, waiting))['undoStatus'], 'pending')
  const due = await findDue(town.house.db, town.claire.accountId, isDue(waiting).id)
  await town.house.db.run(sql`delete from content where digest = ${toBytes(due!.digest)}`)
  await hasFailed(waiting)
  const log = { ...town.house.log, error: () => {} }
  await endStuck({ ...town.house, log })
  const { undoStatus, deliveryStatus } = await submissionOf(claire, waiting)
  assert.equal(undoStatus, 'final')
  const [status] = Object.values(deliveryStatus as Record<string, Args>)
  assert.equal(status!['delivered'], 'no')
  assert.match(String(status!['smtpReply']), /^554 5\.3\.0 /)
  assert.match((await newest(claire)).text, /Ce serveur n’a pas réussi à l’envoyer/)
  assert.deepEqual((await emailOf(claire, waiting.emailId))['keywords'], { $draft: true, $seen: true })
  assert.equal((await submissionOf(claire, other))['undoStatus'], 'pending')
})

test('a job that is gone is made again, and the letter leaves', async () => {
  const waiting = await schedule(claire, claire.accountId, 'claire@montauzan.fr', 'Oubliée')
  const { accountId, id } = isDue(waiting)
  await town.house.db.run(sql`
    update email_submission set send_at = date_trunc('second', now()) - interval '1 hour'
    where account_id = ${accountId} and id = ${id}`)
  await town.house.db.run(sql`select graphile_worker.remove_job(${`mail.submit.${accountId}.${id}`})`)
  await endStuck(town.house)
  await eventually(
    () => countOf(jean, 'Oubliée'),
    count => count === 1,
  )
})
