import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { letter, type MailHouse, mailHouse } from '../test/house.ts'
import { chance } from '../test/random.ts'
import { appendMessage } from './append.ts'
import { keptCounts, tally } from './counts.ts'
import { deliver } from './deliver.ts'
import { destroyEmails } from './destroy.ts'
import { duplicateEmails } from './duplicate.ts'
import { setKeywords } from './keywords.ts'
import { createMailbox, destroyMailbox, updateMailbox } from './mailbox.ts'
import { findRole, listMailboxes } from './mailboxes.ts'
import { setMailboxes } from './membership.ts'
import { listMessages, listUids, listVanished } from './messages.ts'
import type { Placed } from './place.ts'
import { prepareMessage } from './prepare.ts'
import { asOwner } from './rights.ts'

let house: MailHouse
before(async () => {
  house = await mailHouse()
})
after(() => house.close())

const receive = async (accountId: AccountId, fields: Record<string, string> = {}): Promise<RecordId> =>
  ((await deliver(house, letter(fields), [{ accountId }])).get(accountId) as Placed).emailId

const role = async (accountId: AccountId, name: 'inbox' | 'trash' | 'archive') =>
  (await findRole(house.db, asOwner(accountId), name))!

async function assertExact(accountId: AccountId): Promise<void> {
  const true_ = [...(await tally(house.db, accountId, null))].sort(([a], [b]) => a - b)
  assert.deepEqual([...(await keptCounts(house.db, accountId))], true_)
}

test('a keyword that changes nothing moves nothing', async () => {
  const accountId = await house.newAccount()
  const id = await receive(accountId)
  const access = asOwner(accountId)
  const outcome = await house.db.write(tx => setKeywords(tx, access, [id], { add: [], remove: ['$seen'] }))
  assert.equal(outcome.changed.size, 0)
})

test('a store of keywords unchanged since an older number leaves the email alone', async () => {
  const accountId = await house.newAccount()
  const id = await receive(accountId)
  const access = asOwner(accountId)
  await house.db.write(tx => setKeywords(tx, access, [id], { add: ['$flagged'], remove: [] }))
  const outcome = await house.db.write(tx =>
    setKeywords(tx, access, [id], { add: ['$seen'], remove: [] }, id as number as Seq),
  )
  assert.deepEqual(outcome.stale, [id])
})

test('an email that leaves its last mailbox is destroyed, its thread and bytes with it', async () => {
  const accountId = await house.newAccount()
  const id = await receive(accountId)
  const inbox = await role(accountId, 'inbox')
  const { destroyed } = await house.db.write(tx =>
    setMailboxes(tx, house, asOwner(accountId), [id], { add: [], remove: [inbox] }),
  )
  assert.deepEqual(destroyed, [id])
  const left = await house.db.row(sql`
    select (select count(*) from thread where account_id = a.account_id) as threads,
      (select sum(refs)::int from blob where account_id = a.account_id) as refs, used,
      (select count(*) from thread_message where account_id = a.account_id) as known
    from account a where account_id = ${accountId}`)
  assert.deepEqual(left, { threads: 0, refs: 0, used: 0, known: 0 })
})

test('a move gives new UIDs in the order of the emails, and the old ones vanish', async () => {
  const accountId = await house.newAccount()
  const ids = [await receive(accountId), await receive(accountId), await receive(accountId)]
  const [inbox, archive] = [await role(accountId, 'inbox'), await role(accountId, 'archive')]
  const before = await house.db.row<{ seq: Seq }>(
    sql`select seq from account where account_id = ${accountId}`,
  )
  const moved = await house.db.write(tx =>
    setMailboxes(tx, house, asOwner(accountId), [ids[2]!, ids[0]!], { add: [archive], remove: [inbox] }),
  )
  assert.deepEqual(
    moved.filed.map(f => [f.emailId, f.uid]),
    [
      [ids[2], 1],
      [ids[0], 2],
    ],
  )
  assert.deepEqual(await listVanished(house.db, accountId, inbox, before!.seq), [1, 3])
  assert.deepEqual(await listUids(house.db, accountId, inbox), [{ uid: 2, emailId: ids[1] }])
})

test('a UID is never given twice in a mailbox', async () => {
  const accountId = await house.newAccount()
  const inbox = await role(accountId, 'inbox')
  const id = await receive(accountId)
  await house.db.write(tx => destroyEmails(tx, house, asOwner(accountId), [id]))
  await receive(accountId)
  assert.deepEqual(
    (await listUids(house.db, accountId, inbox)).map(m => m.uid),
    [2],
  )
})

test('an appended message keeps its keywords and its date', async () => {
  const accountId = await house.newAccount()
  const inbox = await role(accountId, 'inbox')
  const message = await prepareMessage(house, letter())
  const filing = {
    mailboxes: [inbox],
    keywords: ['$Seen', 'Urgent'],
    receivedAt: new Date('2020-02-29T12:00:00.9Z'),
  }
  await house.db.write(tx => appendMessage(tx, house, asOwner(accountId), message, filing))
  const [kept] = await listMessages(house.db, accountId, inbox)
  assert.deepEqual(kept!.keywords, ['$seen', 'urgent'])
  assert.equal(kept!.receivedAt.toISOString(), '2020-02-29T12:00:00.000Z')
})

test('unread emails in the trash count there alone', async () => {
  const accountId = await house.newAccount()
  const [inbox, trash] = [await role(accountId, 'inbox'), await role(accountId, 'trash')]
  const first = await receive(accountId, { 'Message-ID': '<first@x>' })
  await receive(accountId, { 'In-Reply-To': '<first@x>', Subject: 'Re: Conseil municipal' })
  const access = asOwner(accountId)
  await house.db.write(tx => setKeywords(tx, access, [first], { add: ['$seen'], remove: [] }))
  const [unread] = (await listMessages(house.db, accountId, inbox)).filter(m => m.keywords.length === 0)
  await house.db.write(tx =>
    setMailboxes(tx, house, access, [unread!.emailId], { add: [trash], remove: [inbox] }),
  )
  const counts = await keptCounts(house.db, accountId)
  assert.equal(counts.get(inbox)!.unreadThreads, 0)
  assert.equal(counts.get(trash)!.unreadThreads, 1)
})

test('the counts stay exact when another mailbox becomes the trash', async () => {
  const accountId = await house.newAccount()
  const access = asOwner(accountId)
  const [inbox, trash] = [await role(accountId, 'inbox'), await role(accountId, 'trash')]
  const id = await receive(accountId)
  await house.db.write(tx => setMailboxes(tx, house, access, [id], { add: [trash], remove: [] }))
  await house.db.write(tx => updateMailbox(tx, access, trash, { role: null }))
  await assertExact(accountId)
  assert.equal((await keptCounts(house.db, accountId)).get(inbox)!.unreadThreads, 1)
})

test('siblings have different names, roles are given once, and a circle is refused', async () => {
  const accountId = await house.newAccount()
  const access = asOwner(accountId)
  const make = (given: Parameters<typeof createMailbox>[2]) =>
    house.db.write(tx => createMailbox(tx, access, given))
  const outer = await make({ name: 'Marchés' })
  const inner = await make({ name: 'Marchés', parentId: outer })
  await assert.rejects(make({ name: 'Marchés' }), Refused)
  await assert.rejects(make({ name: 'INBOX' }), Refused)
  await assert.rejects(make({ name: 'a/b' }), Refused)
  await assert.rejects(make({ name: 'Autre', role: 'trash' }), Refused)
  await assert.rejects(
    house.db.write(tx => updateMailbox(tx, access, outer, { parentId: inner })),
    Refused,
  )
})

test('a mailbox with emails is destroyed only when they may go, and those filed elsewhere stay', async () => {
  const accountId = await house.newAccount()
  const access = asOwner(accountId)
  const box = await house.db.write(tx => createMailbox(tx, access, { name: 'Dossier' }))
  const inbox = await role(accountId, 'inbox')
  const [here, both] = [await receive(accountId), await receive(accountId)]
  await house.db.write(tx => setMailboxes(tx, house, access, [here], { add: [box], remove: [inbox] }))
  await house.db.write(tx => setMailboxes(tx, house, access, [both], { add: [box], remove: [] }))
  const destroy = (removeEmails: boolean) =>
    house.db.write(tx => destroyMailbox(tx, house, access, box, removeEmails))
  await assert.rejects(destroy(false), (error: Refused) => error.details['type'] === 'mailboxHasEmail')
  await destroy(true)
  assert.deepEqual(
    (await listUids(house.db, accountId, inbox)).map(m => m.emailId),
    [both],
  )
  await assertExact(accountId)
})

test('counts, UIDs and quota stay exact under random verbs', async () => {
  const accountId = await house.newAccount()
  const access = asOwner(accountId)
  const { pick, some } = chance(20261124)
  const boxes = (await listMailboxes(house.db, access)).map(b => b.id)
  const highest = new Map<RecordId, number>()
  for (let step = 0; step < 120; step++) {
    const ids = (
      await house.db.rows<{ id: RecordId }>(sql`select id from email where account_id = ${accountId}`)
    ).map(r => r.id)
    const verb = pick(['deliver', 'deliver', 'keywords', 'mailboxes', 'destroy'])
    await house.db.write(async tx => {
      if (verb === 'keywords')
        await setKeywords(tx, access, some(ids), {
          add: some(['$seen', '$flagged', '$draft']),
          remove: some(['$seen', '$draft']),
        })
      if (verb === 'mailboxes')
        await setMailboxes(tx, house, access, some(ids), { add: some(boxes), remove: some(boxes) })
      if (verb === 'destroy') await destroyEmails(tx, house, access, some(some(ids)))
    })
    if (verb === 'deliver') {
      const subject = pick(['Voirie', 'Re: Voirie', 'Écoles'])
      const bytes = letter({ Subject: subject, References: `<root${pick([1, 2, 3, 4])}@x>` })
      const mailboxes = [...new Set([pick(boxes), pick(boxes)])]
      await deliver(house, bytes, [{ accountId, mailboxes, keywords: some(['$seen']) }])
    }
    await assertExact(accountId)
  }
  for (const box of boxes) {
    const uids = (await listUids(house.db, accountId, box)).map(m => m.uid)
    highest.set(box, uids.at(-1) ?? 0)
    assert.deepEqual(uids, [...new Set(uids)])
  }
  for (const { id, uidNext } of await listMailboxes(house.db, access)) assert.ok(uidNext > highest.get(id)!)
  const used = await house.db.row(sql`select used, (select coalesce(sum(size), 0)::bigint from email e
    where e.account_id = a.account_id) as held from account a where account_id = ${accountId}`)
  assert.equal(used!['used'], used!['held'])
})

/** Settles when somebody waits for a lock that another holds. */
async function someoneWaits(): Promise<void> {
  const waits = () =>
    house.db.row(sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
  while (!(await waits()));
}

test('what is filed in a mailbox that is destroyed meanwhile stays where it is', async () => {
  const accountId = await house.newAccount()
  const access = asOwner(accountId)
  const id = await receive(accountId)
  const inbox = await role(accountId, 'inbox')
  for (const file of [
    (into: RecordId) =>
      house.db.write(tx => setMailboxes(tx, house, access, [id], { add: [into], remove: [inbox] })),
    (into: RecordId) => house.db.write(tx => duplicateEmails(tx, house, access, [id], into)),
    async (into: RecordId) => {
      const message = await prepareMessage(house, letter())
      const filing = { mailboxes: [into], keywords: [], receivedAt: house.now() }
      return house.db.write(tx => appendMessage(tx, house, access, message, filing))
    },
  ]) {
    const going = await house.db.write(tx => createMailbox(tx, access, { name: 'Provisoire' }))
    let refused: Promise<void> | null = null
    await house.db.write(async tx => {
      await destroyMailbox(tx, house, access, going, false)
      refused = assert.rejects(file(going), (error: Refused) => error.code === 'notFound')
      await someoneWaits()
    })
    await refused
    const homes = await house.db.rows<{ home: RecordId | null }>(sql`
      select h.mailbox_id as home from email e left join mailbox_email h on h.account_id = e.account_id and h.email_id = e.id
      where e.account_id = ${accountId}`)
    assert.deepEqual(homes, [{ home: inbox }])
  }
})

test('a subject that is cut in the middle of a character is delivered all the same', async () => {
  const accountId = await house.newAccount()
  const subject = `=?utf-8?b?${Buffer.from(`x${'😀'.repeat(800)}`).toString('base64')}?=`
  assert.ok(await receive(accountId, { Subject: subject }))
})
