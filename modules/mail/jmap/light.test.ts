import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '../../../core/actor.ts'
import { writeAccountId, writeId } from '../../../lib/id.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'

// Claire's mailbox, in which Paul answers and Jean only reads.

let town: TestHouse
let [claire, paul, jean] = [] as unknown as [JmapClient, JmapClient, JmapClient]
let there: { accountId: string }
const idOf = ({ principalId }: Actor) => writeId('p', principalId)

before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
  jean = jmapClient(town.url, town.jean)
  there = { accountId: claire.accountId }
  const delegates = {
    [idOf(town.paul)]: { mayRead: true, maySendOnBehalf: true },
    [idOf(town.jean)]: { mayRead: true },
  }
  await claire.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: { [idOf(town.claire)]: { delegates } },
  })
})
after(() => town.close())

const listed = async (client: JmapClient, type: string) =>
  (await client.call(`${type}/get`, { ...there, ids: null }))['list'] as Args[]

test('who answers in a mailbox has its templates and keeps them; who only reads has none', async () => {
  const template = { name: 'Accusé de réception', subject: 'Votre demande', html: '<p>Bonjour,</p>' }
  const { created } = await claire.call('MessageTemplate/set', { create: { t: template } })
  const { id } = (created as Record<string, { id: string }>)['t']!
  assert.deepEqual(
    (await listed(paul, 'MessageTemplate')).map(({ name, subject, html }) => ({ name, subject, html })),
    [template],
  )
  const renamed = await paul.call('MessageTemplate/set', { ...there, update: { [id]: { name: 'Accusé' } } })
  assert.equal(renamed['notUpdated'], null)
  assert.equal((await listed(claire, 'MessageTemplate'))[0]!['name'], 'Accusé')

  assert.deepEqual(await listed(jean, 'MessageTemplate'), [])
  const refused = await jean.call('MessageTemplate/set', { ...there, destroy: [id] }).catch(String)
  assert.notDeepEqual((refused as Args)['destroyed'], [id])
  const made = await jean.call('MessageTemplate/set', { ...there, create: { t: template } }).catch(() => null)
  assert.equal(made?.['created'] ?? null, null)
  assert.equal((await listed(claire, 'MessageTemplate')).length, 1)
})

test('a saved search is one’s own, whoever reads the mailbox', async () => {
  const search = { name: 'Factures', question: 'de:comptable pièce:oui' }
  await claire.call('SavedSearch/set', { create: { s: search } })
  assert.equal((await listed(claire, 'SavedSearch'))[0]!['question'], search.question)
  assert.deepEqual(await listed(paul, 'SavedSearch'), [])
})
