import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '../../../core/actor.ts'
import { writeAccountId, writeId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { openDoors } from '../../../test/agreement/doors.ts'
import { letter } from '../../../test/agreement/letters.ts'
import { eventually } from '../../../test/eventually.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { MENTION_JOB } from '../model/care.ts'

// Claire's mailbox, in which Paul answers and Jean only reads.

let town: TestHouse
let [claire, paul, jean] = [] as unknown as [JmapClient, JmapClient, JmapClient]
let there: { accountId: string }
let threadId: string
const idOf = ({ principalId }: Actor) => writeId('p', principalId)

before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
  jean = jmapClient(town.url, town.jean)
  there = { accountId: claire.accountId }
  const answering = { mayRead: true, maySendOnBehalf: true }
  const delegates = { [idOf(town.paul)]: answering, [idOf(town.jean)]: { mayRead: true } }
  await claire.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: { [idOf(town.claire)]: { delegates } },
  })
  const doors = await openDoors(town, town.claire)
  const id = await doors.receive(letter())
  await doors.receive(letter())
  await doors.close()
  const { list } = await claire.call('Email/get', { ids: [id], properties: ['threadId'] })
  threadId = (list as { threadId: string }[])[0]!.threadId
})
after(() => town.close())

async function made(client: JmapClient, type: string, record: Args): Promise<Args> {
  const { created, notCreated } = await client.call(`${type}/set`, { ...there, create: { n: record } })
  return ((created ?? notCreated) as Record<string, Args>)['n']!
}

const set = async (client: JmapClient, type: string, changes: Args): Promise<unknown> => {
  const answer = await client.call(`${type}/set`, { ...there, ...changes })
  const refused = { ...(answer['notUpdated'] as object), ...(answer['notDestroyed'] as object) }
  return (Object.values(refused)[0] as Args | undefined)?.['type'] ?? null
}

const mentions = (client: JmapClient, count: number): Promise<Args[]> =>
  eventually(
    async () => (await client.call('Mention/get', { ids: null }))['list'] as Args[],
    list => list.length >= count,
  )

test('a thread is given to one of those who see it, who is told, and lists tell mine from nobody’s', async () => {
  const find = async (filter: Args) => {
    const { ids } = await paul.call('Email/query', { ...there, filter, collapseThreads: true })
    return (ids as string[]).length
  }
  assert.deepEqual([await find({ isAssigned: false }), await find({ isAssigned: true })], [2, 0])
  const { state } = await paul.call('Email/get', { ...there, ids: [] })
  const assignment = await made(claire, 'ThreadAssignment', { threadId, assigneeId: idOf(town.paul) })
  assert.match(String(assignment['id']), /^ta\d+$/)
  assert.deepEqual([await find({ isAssigned: false }), await find({ assignedTo: idOf(town.paul) })], [1, 1])
  assert.notEqual((await paul.call('Email/get', { ...there, ids: [] }))['state'], state)
  const [told] = await mentions(paul, 1)
  assert.deepEqual(
    [told!['kind'], told!['byName'], told!['boxName'], told!['threadId']],
    ['assignment', 'Claire', 'Claire', threadId],
  )
  const again = await made(paul, 'ThreadAssignment', { threadId, assigneeId: idOf(town.claire) })
  assert.deepEqual([again['type'], again['existingId']], ['alreadyExists', assignment['id']])
  const id = String(assignment['id'])
  assert.equal(
    await set(paul, 'ThreadAssignment', { update: { [id]: { assigneeId: idOf(town.claire) } } }),
    null,
  )
  assert.equal(await set(paul, 'ThreadAssignment', { destroy: [id] }), null)
  assert.equal(await find({ isAssigned: false }), 2)
})

test('nobody is given what they do not see, and whoever only reads gives nothing', async () => {
  const stranger = await made(claire, 'ThreadAssignment', { threadId, assigneeId: 'p999' })
  assert.equal(stranger['type'], 'invalidProperties')
  const reader = await made(jean, 'ThreadAssignment', { threadId, assigneeId: idOf(town.jean) })
  assert.equal(reader['type'], 'forbidden')
  assert.equal(await jean.refusal('ThreadComment/get', { accountId: paul.accountId }), 'accountNotFound')
})

test('what is refused is told to nobody, and of two for one thread the second is', async () => {
  const waiting = () =>
    town.house.db.rows(sql`select from graphile_worker.jobs where task_identifier = ${MENTION_JOB}`)
  await eventually(waiting, jobs => jobs.length === 0)
  const before = (await mentions(paul, 0)).length
  const gone = await made(claire, 'ThreadAssignment', { threadId: 't999999', assigneeId: idOf(town.paul) })
  assert.equal(gone['type'], 'invalidProperties')
  const unsaid = { threadId: 't999999', text: 'Qui ?', mentions: [idOf(town.paul)] }
  assert.equal((await made(claire, 'ThreadComment', unsaid))['type'], 'invalidProperties')
  const record = { threadId, assigneeId: idOf(town.paul) }
  const { created, notCreated } = await claire.call('ThreadAssignment/set', {
    ...there,
    create: { a: record, b: record },
  })
  const [kept, refused] = [created, notCreated] as [Record<string, Args>, Record<string, Args>]
  assert.deepEqual([Object.keys(kept), refused['b']!['type']], [['a'], 'alreadyExists'])
  const id = String(kept['a']!['id'])
  assert.equal(await set(claire, 'ThreadAssignment', { update: { [id]: record } }), null)
  await eventually(waiting, jobs => jobs.length === 0)
  assert.equal((await mentions(paul, before + 1)).length, before + 1)
  assert.equal(await set(claire, 'ThreadAssignment', { destroy: [id] }), null)
})

test('a comment bears the name of who is signed in, is read by all, changed by its author alone', async () => {
  const comment = await made(paul, 'ThreadComment', { threadId, text: 'Je m’en occupe' })
  const id = String(comment['id'])
  assert.deepEqual([comment['authorId'], comment['authorName']], [idOf(town.paul), 'Paul'])
  const { list } = await jean.call('ThreadComment/get', { ...there, ids: [id] })
  assert.equal((list as Args[])[0]!['text'], 'Je m’en occupe')
  assert.equal((await made(jean, 'ThreadComment', { threadId, text: 'moi aussi' }))['type'], 'forbidden')
  assert.equal((await made(paul, 'ThreadComment', { threadId, text: '  ' }))['type'], 'invalidProperties')
  const forged = { threadId, text: 'x', authorName: 'Claire' }
  assert.equal((await made(paul, 'ThreadComment', forged))['type'], 'invalidProperties')
  assert.equal(await set(claire, 'ThreadComment', { update: { [id]: { text: 'autre' } } }), 'forbidden')
  assert.equal(await set(paul, 'ThreadComment', { update: { [id]: { text: 'Fait' } } }), null)
  const claires = String((await made(claire, 'ThreadComment', { threadId, text: 'Merci' }))['id'])
  assert.equal(await set(paul, 'ThreadComment', { destroy: [claires] }), 'forbidden')
  assert.equal(await set(claire, 'ThreadComment', { destroy: [id, claires] }), null)
})

test('a mention tells who is mentioned, once, and only those who see the mailbox', async () => {
  const before = (await mentions(jean, 0)).length
  const comment = await made(paul, 'ThreadComment', {
    threadId,
    text: 'Qu’en pensez-vous ?',
    mentions: [idOf(town.jean), idOf(town.paul)],
  })
  const [told] = (await mentions(jean, before + 1)).slice(-1)
  assert.deepEqual([told!['kind'], told!['excerpt']], ['comment', 'Qu’en pensez-vous ?'])
  const patch = { text: 'Qu’en dites-vous ?' }
  assert.equal(await set(paul, 'ThreadComment', { update: { [String(comment['id'])]: patch } }), null)
  const marker = { threadId, text: 'fin', mentions: [idOf(town.jean)] }
  await made(paul, 'ThreadComment', marker)
  assert.equal((await mentions(jean, before + 2)).length, before + 2)
  const stranger = await made(paul, 'ThreadComment', { threadId, text: 'x', mentions: ['p999'] })
  assert.equal(stranger['type'], 'invalidProperties')
})

test('a mention comes, wherever the text that it tells is cut', async () => {
  const before = (await mentions(jean, 0)).length
  const text = `${'x'.repeat(299)}😀`
  await made(paul, 'ThreadComment', { threadId, text, mentions: [idOf(town.jean)] })
  const [told] = (await mentions(jean, before + 1)).slice(-1)
  assert.equal(told!['excerpt'], `${'x'.repeat(299)}\ufffd`)
})

test('nothing of it is in what is sent', async () => {
  const { list } = await claire.call('Email/get', { ids: null, properties: ['blobId'] })
  for (const { blobId } of list as { blobId: string }[]) {
    const url = `${town.url}/jmap/download/${claire.accountId}/${blobId}/m.eml`
    const text = await (await fetch(url, { headers: { authorization: claire.authorization } })).text()
    assert.doesNotMatch(text, /pensez-vous|m’en occupe/)
  }
})
