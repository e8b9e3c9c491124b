import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import type { Actor } from '../../../core/actor.ts'
import { writeAccountId, writeId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import type { TestHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { Client } from '../imap/test/client.ts'
import { imapHouse } from '../imap/test/house.ts'
import { noteOpening } from '../model/opened.ts'

// Paul reads Claire's mail, and Jean a folder of it. Who looks into the mail of others leaves a trace.

let town: TestHouse
let [claire, paul] = [] as unknown as [JmapClient, JmapClient]
let there: { accountId: string }
let boxId: string
const idOf = ({ principalId }: Actor) => writeId('p', principalId)

before(async () => {
  town = await imapHouse()
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
  there = { accountId: claire.accountId }
  await claire.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: { [idOf(town.claire)]: { delegates: { [idOf(town.paul)]: { mayRead: true } } } },
  })
  const { created } = await claire.call('Mailbox/set', { create: { m: { name: 'Projets' } } })
  boxId = String((created as Record<string, Args>)['m']!['id'])
})
after(() => town.close())

let since = 0
beforeEach(async () => {
  since = (await entries()).length
})

/** What was done since the test began, as the administration reads it. */
const trace = async () => (await entries()).slice(since)
const entries = () =>
  town.house.db.rows<Args>(sql`
    select actor_name as who, action, target_name as whose, details from audit_entry
    where account_id = ${town.organisationId} and action in ('mailOpened', 'mailboxShared') order by id`)

const opened = (who: string) => ({ who, action: 'mailOpened', whose: 'Claire', details: {} })

test('the mail of another is opened once a day in the audit, however often it is read', async () => {
  await paul.call('Mailbox/get', { ...there, ids: null })
  await paul.call('Email/get', { ...there, ids: [] })
  assert.deepEqual(await trace(), [])
  await Promise.all([paul.call('Email/query', there), paul.call('Email/query', there)])
  await paul.call('Email/get', { ...there, ids: null })
  assert.deepEqual(await trace(), [opened('Paul')])
  const tomorrow = () => new Date(Date.now() + 24 * 3_600_000)
  await noteOpening({ ...town.house, now: tomorrow }, town.paul, town.claire.accountId)
  assert.deepEqual(await trace(), [opened('Paul'), opened('Paul')])
})

test('one’s own mail is opened without a trace', async () => {
  await claire.call('Email/query')
  await claire.call('Email/get', { ids: null })
  assert.deepEqual(await trace(), [])
})

test('a shared folder that a mail program opens is told of, and so is its sharing', async () => {
  const rights = { mayReadItems: true, maySetSeen: true }
  const share = (shareWith: Args | null) => claire.call('Mailbox/set', { update: { [boxId]: { shareWith } } })
  await share({ [idOf(town.jean)]: rights })
  const jean = await Client.login(town.ports['imap']!, 'jean@montauzan.fr')
  for (const command of ['SELECT', 'EXAMINE', 'SELECT'])
    assert.match((await jean.say(`${command} "Partag&AOk-s/Claire/Projets"`)).end, /^OK/)
  jean.close()
  await share(null)
  const had = ['Jean: mayReadItems, maySetSeen']
  const shared = { who: 'Claire', action: 'mailboxShared', whose: 'Projets' }
  assert.deepEqual(await trace(), [
    { ...shared, details: { before: [], after: had } },
    opened('Jean'),
    { ...shared, details: { before: had, after: [] } },
  ])
})

test('mail that is taken along, copied, or looked through for words is opened, too', async () => {
  const jean = jmapClient(town.url, town.jean)
  const clients = new Map([
    [town.claire, claire],
    [town.jean, jean],
    [town.paul, paul],
  ])
  const ways: [Actor, Actor, (reader: JmapClient, accountId: string) => Promise<unknown>][] = [
    [
      town.jean,
      town.paul,
      async (reader, accountId) => {
        const { list } = (await reader.call('Mailbox/get', { accountId })) as { list: { id: string }[] }
        const { authorization } = reader
        const path = `${town.url}/jmap/export/${accountId}/Mailbox/${list[0]!.id}`
        assert.equal((await fetch(path, { headers: { authorization } })).status, 200)
      },
    ],
    [
      town.claire,
      town.paul,
      (reader, accountId) =>
        reader.call('SearchSnippet/get', { accountId, filter: { text: 'x' }, emailIds: ['e1'] }),
    ],
    [
      town.paul,
      town.jean,
      (reader, accountId) =>
        reader.call('Email/copy', { fromAccountId: accountId, create: { c: { id: 'e1', mailboxIds: {} } } }),
    ],
    [
      town.claire,
      town.jean,
      async (reader, accountId) => {
        const { state } = await reader.call('Email/get', { accountId, ids: [] })
        await reader.call('Email/queryChanges', { accountId, sinceQueryState: state })
      },
    ],
  ]
  for (const [reader, owner, look] of ways) {
    const delegates = { [`delegates/${idOf(reader)}`]: { mayRead: true } }
    await clients.get(owner)!.call('Principal/set', {
      accountId: writeAccountId(town.organisationId),
      update: { [idOf(owner)]: delegates },
    })
    await look(clients.get(reader)!, writeAccountId(owner.accountId))
    assert.deepEqual((await trace()).at(-1), { ...opened(reader.name), whose: owner.name })
  }
})
