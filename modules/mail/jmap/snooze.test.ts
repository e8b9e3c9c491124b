import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '../../../core/actor.ts'
import { writeAccountId, writeId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { eventually } from '../../../test/eventually.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { deliver } from '../model/deliver.ts'
import type { Placed } from '../model/place.ts'
import { wakeDue, wakeOverdue } from '../model/wake.ts'
import { letter } from '../test/house.ts'

// Claire's mailbox, in which Paul answers and Jean only reads.

let town: TestHouse
let [claire, paul, jean] = [] as unknown as [JmapClient, JmapClient, JmapClient]
let inbox: string
const idOf = ({ principalId }: Actor) => writeId('p', principalId)

before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
  jean = jmapClient(town.url, town.jean)
  const answering = { mayRead: true, maySendOnBehalf: true }
  await claire.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: {
      [idOf(town.claire)]: {
        delegates: { [idOf(town.paul)]: answering, [idOf(town.jean)]: { mayRead: true } },
      },
    },
  })
  inbox = (await mailboxOf('inbox'))!
})
after(() => town.close())

interface Seen {
  id: string
  mailboxIds: Record<string, true>
  keywords: Record<string, true>
  snoozed: { until: string; moveToMailboxId: string | null; setKeywords: object } | null
  listedAt: string
  receivedAt: string
}

const PROPERTIES = ['mailboxIds', 'keywords', 'snoozed', 'listedAt', 'receivedAt']
const FAR = '2099-01-04T08:00:00Z'

async function mailboxOf(role: string): Promise<string | undefined> {
  const { list } = (await claire.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  return list.find(box => box.role === role)?.id
}

const receive = async (
  fields: Record<string, string> = {},
  at = new Date('2026-11-02T08:00:00Z'),
): Promise<string> => {
  const { accountId } = town.claire
  const placed = await deliver(town.house, letter(fields), [{ accountId, keywords: ['$seen'] }], at)
  return writeId('e', (placed.get(accountId) as Placed).emailId)
}

async function see(id: string): Promise<Seen> {
  const { list } = (await claire.call('Email/get', { ids: [id], properties: PROPERTIES })) as { list: Seen[] }
  return list[0]!
}

async function update(client: JmapClient, id: string, patch: Args): Promise<Args | null> {
  const answer = await client.call('Email/set', { accountId: claire.accountId, update: { [id]: patch } })
  return ((answer['notUpdated'] as Record<string, Args> | null)?.[id] ?? null) as Args | null
}

const snooze = (id: string, until = FAR, more: Args = {}) =>
  update(claire, id, {
    [`mailboxIds/${inbox}`]: null,
    snoozed: { until, setKeywords: { $seen: false } },
    ...more,
  })

async function list(mailboxId: string, property = 'listedAt'): Promise<string[]> {
  const sort = [{ property, isAscending: false }]
  return (await claire.call('Email/query', { filter: { inMailbox: mailboxId }, sort }))['ids'] as string[]
}

/** As if the server had slept until then. */
const wakeAt = (instant: string) =>
  wakeDue({ ...town.house, now: () => new Date(instant) }, { accountId: town.claire.accountId })

test('an email that is put off leaves the inbox, and lies in the mailbox for it with its date', async () => {
  const id = await receive()
  assert.equal(await snooze(id), null)
  const snoozed = (await mailboxOf('snoozed'))!
  const seen = await see(id)
  assert.deepEqual(seen.mailboxIds, { [snoozed]: true })
  assert.deepEqual(seen.snoozed, { until: FAR, moveToMailboxId: null, setKeywords: { $seen: false } })
  assert.equal(seen.listedAt, FAR)
  assert.equal((await list(inbox)).includes(id), false)
})

test('it comes back once, unread, to the top of the inbox', async () => {
  const id = await receive()
  const newer = await receive({}, new Date('2026-11-20T08:00:00Z'))
  await snooze(id, '2098-05-01T08:00:00Z')
  await wakeAt('2098-05-01T07:59:00Z')
  assert.equal((await list(inbox)).includes(id), false)

  await wakeAt('2098-05-03T09:00:00Z')
  const seen = await see(id)
  assert.deepEqual(seen.mailboxIds, { [inbox]: true })
  assert.deepEqual(seen.keywords, {})
  assert.equal(seen.snoozed, null)
  assert.equal(seen.listedAt, '2098-05-03T09:00:00Z')
  assert.equal(seen.receivedAt, '2026-11-02T08:00:00Z')
  assert.equal((await list(inbox))[0], id)
  // Who sorts by date of reception finds it where it was received.
  const received = await list(inbox, 'receivedAt')
  assert.ok(received.indexOf(newer) < received.indexOf(id))

  await update(claire, id, { 'keywords/$seen': true })
  await wakeAt('2098-05-03T09:00:01Z')
  assert.deepEqual((await see(id)).keywords, { $seen: true }, 'a job that runs twice does nothing more')
})

test('the job of the house brings it back by itself', async () => {
  const id = await receive()
  await snooze(id, new Date(Date.now() + 1000).toISOString().replace(/\.\d+/, ''))
  await eventually(
    () => see(id),
    email => email.mailboxIds[inbox] === true,
  )
  assert.deepEqual((await see(id)).keywords, {})
})

test('what a job was lost for is found by the sweep', async () => {
  const id = await receive()
  await snooze(id, '2097-01-01T08:00:00Z')
  await town.house.db.run(
    sql`update snooze set until = now() - interval '1 day' where not is_over and until < '2097-02-01'`,
  )
  await wakeOverdue(town.house)
  await eventually(
    () => see(id),
    email => email.mailboxIds[inbox] === true,
  )
})

test('another date is given to it, and it is taken up again', async () => {
  const id = await receive()
  await snooze(id)
  assert.equal(await update(claire, id, { snoozed: { until: '2099-06-01T08:00:00Z' } }), null)
  assert.equal((await see(id)).snoozed?.until, '2099-06-01T08:00:00Z')
  assert.equal(await update(claire, id, { snoozed: null }), null)
  const seen = await see(id)
  assert.deepEqual([seen.mailboxIds, seen.snoozed, seen.listedAt], [{ [inbox]: true }, null, seen.receivedAt])
})

test('what another program files elsewhere stays there', async () => {
  const id = await receive()
  await snooze(id, '2098-07-01T08:00:00Z')
  const archive = (await mailboxOf('archive'))!
  const snoozed = (await mailboxOf('snoozed'))!
  await update(claire, id, { [`mailboxIds/${snoozed}`]: null, [`mailboxIds/${archive}`]: true })
  const seen = await see(id)
  assert.deepEqual([seen.snoozed, seen.listedAt], [null, seen.receivedAt])
  await wakeAt('2098-07-02T08:00:00Z')
  assert.deepEqual((await see(id)).mailboxIds, { [archive]: true })
})

test('it goes where it was to go, or to the inbox when that is no more', async () => {
  const { created } = await claire.call('Mailbox/set', {
    create: { a: { name: 'Plus tard' }, b: { name: 'Un jour' } },
  })
  const [later, some] = ['a', 'b'].map(key => (created as Record<string, { id: string }>)[key]!.id) as [
    string,
    string,
  ]
  const [first, second] = [await receive(), await receive()]
  const until = '2098-08-01T08:00:00Z'
  await update(claire, first, { [`mailboxIds/${inbox}`]: null, snoozed: { until, moveToMailboxId: later } })
  await update(claire, second, { [`mailboxIds/${inbox}`]: null, snoozed: { until, moveToMailboxId: some } })
  await claire.call('Mailbox/set', { destroy: [some] })
  await wakeAt('2098-08-01T08:00:00Z')
  assert.deepEqual((await see(first)).mailboxIds, { [later]: true })
  assert.deepEqual((await see(second)).mailboxIds, { [inbox]: true })
})

test('an answer brings the thread back at once, but no junk does', async () => {
  const messageId = '<chaudiere@ailleurs.example>'
  const id = await receive({ Subject: 'Chaudière', 'Message-ID': messageId })
  await snooze(id)
  const answer = letter({ Subject: 'Re: Chaudière', 'In-Reply-To': messageId, References: messageId })
  const { accountId } = town.claire
  await deliver(town.house, answer, [{ accountId, mailboxes: 'junk' }])
  assert.equal((await see(id)).snoozed?.until, FAR)
  await deliver(town.house, Buffer.concat([answer, Buffer.from('Encore.\r\n')]), [{ accountId }])
  const seen = await see(id)
  assert.deepEqual([seen.mailboxIds, seen.snoozed, seen.keywords], [{ [inbox]: true }, null, {}])
})

test('lists by place are followed as they change', async () => {
  const id = await receive()
  const query = { filter: { inMailbox: inbox }, sort: [{ property: 'listedAt', isAscending: false }] }
  await snooze(id, '2098-09-01T08:00:00Z')
  const { queryState } = await claire.call('Email/query', query)
  await wakeAt('2098-09-01T08:00:00Z')
  const changes = await claire.call('Email/queryChanges', { ...query, sinceQueryState: queryState })
  assert.deepEqual(changes['added'], [{ id, index: 0 }])
})

test('who answers in a mailbox puts off there; who only reads does not', async () => {
  const id = await receive()
  const patch = { [`mailboxIds/${inbox}`]: null, snoozed: { until: FAR } }
  assert.equal((await update(jean, id, patch))?.['type'], 'forbidden')
  assert.deepEqual((await see(id)).mailboxIds, { [inbox]: true })
  assert.equal(await update(paul, id, patch), null)
  assert.equal(
    (await update(jean, id, { snoozed: { until: '2099-02-01T08:00:00Z' } }))?.['type'],
    'forbidden',
  )
  assert.equal((await update(jean, id, { snoozed: null }))?.['type'], 'forbidden')
  assert.equal((await see(id)).snoozed?.until, FAR)
})

test('what is no date, no mailbox or no keyword is refused', async () => {
  const id = await receive()
  const wrong = [
    { until: 'demain' },
    { until: FAR, moveToMailboxId: 'm999999' },
    { until: FAR, setKeywords: { $seen: 'oui' } },
    { until: FAR, setKeywords: { 'deux mots': true } },
    { until: FAR, more: 1 },
    {},
  ]
  for (const snoozed of wrong)
    assert.equal(
      (await update(claire, id, { snoozed }))?.['type'],
      'invalidProperties',
      JSON.stringify(snoozed),
    )
  assert.deepEqual((await see(id)).mailboxIds, { [inbox]: true })
})
