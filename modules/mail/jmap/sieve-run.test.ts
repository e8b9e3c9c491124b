import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { writeAccountId, writeId } from '../../../lib/id.ts'
import { openDoors } from '../../../test/agreement/doors.ts'
import { letter } from '../../../test/agreement/letters.ts'
import { eventually } from '../../../test/eventually.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'

// Rules on Claire's mail that is here already, while nobody looks.

let town: TestHouse
let [claire, paul] = [] as unknown as [JmapClient, JmapClient]
let [inbox, archive, emailId] = ['', '', '']

before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
  const { list } = await claire.call('Mailbox/get', { ids: null })
  const ofRole = (wanted: string) => String((list as Args[]).find(({ role }) => role === wanted)!['id'])
  inbox = ofRole('inbox')
  archive = ofRole('archive')
  const doors = await openDoors(town, town.claire)
  emailId = await doors.receive(letter())
  await doors.close()
})
after(() => town.close())

const ARCHIVE = 'require ["fileinto", "special-use"]; fileinto :specialuse "\\\\Archive" "Archives";'

async function create(run: Args = {}): Promise<Args> {
  const given = { name: 'Ranger', mailboxId: inbox, script: ARCHIVE, ...run }
  const { created, notCreated } = await claire.call('SieveRun/set', { create: { r: given } })
  return ((created ?? notCreated) as Record<string, Args>)['r']!
}

const readRun = async (id: unknown): Promise<Args> =>
  ((await claire.call('SieveRun/get', { ids: [id] }))['list'] as Args[])[0]!

const over = (id: unknown, state: string): Promise<Args> =>
  eventually(
    () => readRun(id),
    run => run['state'] === state,
  )

const whereItLies = async (): Promise<string[]> => {
  const { list } = await claire.call('Email/get', { ids: [emailId], properties: ['mailboxIds'] })
  return Object.keys((list as Args[])[0]!['mailboxIds'] as object)
}

test('a run is told from its beginning to its end, taken back, and put away', async () => {
  const { oldState } = await claire.call('SieveRun/set', {})
  const { id, state, total } = await create()
  assert.deepEqual([state, total], ['running', 1])
  const { done, changed, endedAt } = await over(id, 'done')
  assert.deepEqual([done, changed, typeof endedAt], [1, 1, 'string'])
  assert.deepEqual(await whereItLies(), [archive])
  await claire.call('SieveRun/set', { update: { [String(id)]: { state: 'undoing' } } })
  await over(id, 'undone')
  assert.deepEqual(await whereItLies(), [inbox])
  const changes = await claire.call('SieveRun/changes', { sinceState: oldState })
  assert.deepEqual(changes['created'], [id])
  const { destroyed } = await claire.call('SieveRun/set', { destroy: [id] })
  assert.deepEqual(destroyed, [id])
})

test('what leaves or destroys is not done to mail that is there', async () => {
  const { id } = await create({ script: 'redirect "a@example.org"; discard;' })
  assert.equal((await over(id, 'done'))['changed'], 0)
  assert.deepEqual(await whereItLies(), [inbox])
})

test('a script with a fault, a mailbox that is not there and a state that cannot be given are refused', async () => {
  assert.equal((await create({ script: 'frob;' }))['type'], 'invalidSieve')
  assert.equal((await create({ mailboxId: 'm99999' }))['type'], 'notFound')
  assert.equal((await create({ state: 'done' }))['type'], 'invalidProperties')
  const { id } = await create()
  await over(id, 'done')
  for (const [patch, type] of [
    [{ state: 'stopped' }, 'forbidden'],
    [{ state: 'done' }, 'invalidProperties'],
    [{ script: 'keep;' }, 'invalidProperties'],
  ] as const) {
    const { notUpdated } = await claire.call('SieveRun/set', { update: { [String(id)]: patch } })
    const refused = (notUpdated as Record<string, Args>)[String(id)]!
    assert.equal(refused['type'], type)
  }
})

test('who answers in a mailbox of others neither sees nor makes a run there', async () => {
  const paulId = writeId('p', town.paul.principalId)
  await claire.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: {
      [paulId]: {},
      [writeId('p', town.claire.principalId)]: {
        delegates: { [paulId]: { mayRead: true, maySendAs: true } },
      },
    },
  })
  const there = { accountId: claire.accountId }
  const run = { mailboxId: inbox, script: ARCHIVE }
  assert.equal(await paul.refusal('SieveRun/set', { ...there, create: { r: run } }), 'forbidden')
  const { list } = await paul.call('SieveRun/get', { ...there, ids: null })
  assert.deepEqual(list, [])
})
