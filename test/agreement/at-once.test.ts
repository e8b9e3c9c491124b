import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { EVERY_RIGHT, setDelegates } from '../../core/delegation.ts'
import { writeId } from '../../lib/id.ts'
import { keptCounts, tally } from '../../modules/mail/model/counts.ts'
import { chance } from '../../modules/mail/test/random.ts'
import { sql } from '../../store/sql.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { type Args, type JmapClient, jmapClient } from '../jmap.ts'
import {
  changesFollower,
  type Follower,
  imapFollower,
  listFollower,
  returningFollower,
} from './at-once/followers.ts'
import { type Hand, imapHand, jmapHand, smtpHand } from './at-once/hands.ts'
import { openWorkingTab } from './at-once/tab.ts'
import { mailboxesOf } from './doors.ts'

// One account in which many work at once, through every door, while others look on. By hand longer, and elsewhere:
//
//   AT_ONCE_STEPS=2000 AT_ONCE_SEED=7 npm test -- test/agreement/at-once.test.ts

const STEPS = Number(process.env['AT_ONCE_STEPS'] ?? 15)
const SEED = Number(process.env['AT_ONCE_SEED'] ?? 1)

let town: TestHouse
before(async () => {
  town = await testHouse()
})
after(() => town.close())

test('whoever follows an account in which many work at once knows in the end what is there', async t => {
  const { claire, paul, jean, ports, house } = town
  const delegates = new Map([[paul.principalId, EVERY_RIGHT]])
  await house.db.write(tx =>
    setDelegates(tx, claire, town.organisationId, { id: claire.principalId, name: 'Claire' }, delegates),
  )
  const own = jmapClient(town.url, claire)
  const delegated = jmapClient(town.url, { ...paul, accountId: claire.accountId })
  const { address } = claire
  const boxes = await mailboxesOf(own)
  const shareWith = { [writeId('p', jean.principalId)]: { mayReadItems: true, maySetSeen: true } }
  await own.call('Mailbox/set', { update: { [boxes.get('archive')!]: { shareWith } } })
  const guest = jmapClient(town.url, { ...jean, accountId: claire.accountId })
  const hands: Hand[] = [
    jmapHand(own, chance(SEED)),
    jmapHand(own, chance(SEED + 1)),
    jmapHand(delegated, chance(SEED + 2)),
    imapHand(ports['imap']!, address, chance(SEED + 3)),
    imapHand(ports['imap']!, address, chance(SEED + 4)),
    smtpHand(ports['smtp']!, address, chance(SEED + 5)),
    smtpHand(ports['smtp']!, address, chance(SEED + 6)),
  ]
  const tab = await openWorkingTab(t, own, boxes.get('inbox')!, boxes.get('archive')!, chance(SEED + 7))
  hands.push(tab.hand)
  const followers = await Promise.all([
    ...[own, delegated, guest].flatMap(jmap => [
      changesFollower(jmap, 'Mailbox', async () => null),
      changesFollower(jmap, 'Email', async () => (await jmap.call('Email/query'))['ids'] as string[]),
      changesFollower(jmap, 'Thread', async () => {
        const { ids } = await jmap.call('Email/query')
        const { list } = await jmap.call('Email/get', { ids, properties: ['threadId'] })
        return [...new Set((list as Args[]).map(({ threadId }) => String(threadId)))]
      }),
    ]),
    ...lists(own, boxes.get('inbox')!),
    ...lists(guest, boxes.get('archive')!),
    imapFollower(ports['imap']!, address, false),
    imapFollower(ports['imap']!, address, true),
    returningFollower(ports['imap']!, address),
  ])

  let working = hands.length
  const work = async (hand: Hand) => {
    for (let n = 0; n < STEPS; n++) await hand()
    working--
  }
  const follow = async (follower: Follower) => {
    while (working > 0) await follower.catchUp()
  }
  await Promise.all([...hands.map(work), ...followers.map(follow)])
  await tab.settled()
  for (const follower of followers) {
    await follower.catchUp()
    assert.deepEqual(follower.known(), await follower.truth(), follower.name)
  }
  await assertCounted()
})

function lists(jmap: JmapClient, inMailbox: string): Promise<Follower>[] {
  const sort = [{ property: 'receivedAt', isAscending: false }]
  const filter = { inMailbox }
  return [
    listFollower(jmap, 'conversations of a mailbox', { filter, sort, collapseThreads: true }),
    listFollower(jmap, 'emails of a mailbox', { filter, sort }),
    listFollower(jmap, 'unread of a mailbox', { filter: { inMailbox, notKeyword: '$seen' }, sort }),
    listFollower(jmap, 'all by size', { sort: [{ property: 'size' }], collapseThreads: true }),
    listFollower(jmap, 'urgent', { filter: { hasKeyword: 'urgent' }, sort }),
  ]
}

/** What is kept beside the emails says what they say. */
async function assertCounted(): Promise<void> {
  const { db } = town.house
  const { accountId } = town.claire
  const counted = [...(await tally(db, accountId, null))].sort(([a], [b]) => a - b)
  assert.deepEqual([...(await keptCounts(db, accountId))], counted)
  const row = await db.row<{ used: number; size: number; twice: number; late: number }>(sql`
    select used, (select coalesce(sum(size), 0)::bigint from email e where e.account_id = a.account_id) as size,
      (select count(*)::int - count(distinct (mailbox_id, uid))::int from mailbox_email h where h.account_id = a.account_id) as twice,
      (select count(*)::int from mailbox_email h join mailbox b on b.account_id = h.account_id and b.id = h.mailbox_id
        where h.account_id = a.account_id and h.uid >= b.uid_next) as late
    from account a where account_id = ${accountId}`)
  assert.deepEqual(row, { used: row!.size, size: row!.size, twice: 0, late: 0 })
}
