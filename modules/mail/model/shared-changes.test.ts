import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AccountId, PrincipalId, RecordId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import { type Changes, listChanges, typeState } from '../../../store/records/changes.ts'
import { readRecords } from '../../../store/records/read.ts'
import { replaceShares } from '../../../store/share.ts'
import { sql } from '../../../store/sql.ts'
import { letter, type MailHouse, mailHouse } from '../test/house.ts'
import { type Chance, chance } from '../test/random.ts'
import { email, mailbox, thread } from '../types.ts'
import { deliver } from './deliver.ts'
import { destroyEmails } from './destroy.ts'
import { listThreadEmails } from './emails.ts'
import { setKeywords } from './keywords.ts'
import { listMailboxes } from './mailboxes.ts'
import { setMailboxes } from './membership.ts'
import { asOwner } from './rights.ts'
import { listSharedChanges } from './shared-changes.ts'

let house: MailHouse
before(async () => {
  house = await mailHouse()
})
after(() => house.close())

/** A client that keeps records by following /changes, some at a time. */
class Follower {
  readonly access: Access
  readonly descriptor: typeof email | typeof thread
  readonly maxChanges: number
  readonly kept = new Map<string, string>()
  state = ''

  constructor(access: Access, descriptor: typeof email | typeof thread, maxChanges: number) {
    this.access = access
    this.descriptor = descriptor
    this.maxChanges = maxChanges
  }

  async start(): Promise<this> {
    this.state = await typeState(house.db, this.access, this.descriptor.name)
    return this
  }

  async catchUp(): Promise<void> {
    for (let more = true; more; ) {
      const changes = await this.changes()
      for (const id of changes.destroyed) this.kept.delete(`${this.descriptor.prefix}${id}`)
      const fresh = await this.read([...changes.created, ...changes.updated])
      for (const [id, value] of fresh) this.kept.set(id, value)
      assert.notEqual(changes.hasMoreChanges && changes.newState === this.state, true, 'the state moves on')
      this.state = changes.newState
      more = changes.hasMoreChanges
    }
  }

  changes(): Promise<Changes> {
    const { access, descriptor, state, maxChanges } = this
    return access.owner
      ? listChanges(house.db, house.registry.descriptors, access, descriptor, state, maxChanges)
      : listSharedChanges(house.db, access, descriptor, state, maxChanges)
  }

  async read(ids: readonly RecordId[] | null): Promise<Map<string, string>> {
    const types = house.registry.descriptors
    if (this.descriptor.name === 'Email') {
      const records = await readRecords(house.db, types, this.access, email, ids, ['keywords'])
      return new Map(records.map(record => [record.id, JSON.stringify(record['keywords'])]))
    }
    const records = await readRecords(house.db, types, this.access, thread, ids, [])
    const numbers = records.map(record => Number(record.id.slice(1)) as RecordId)
    const emails = await listThreadEmails(house.db, this.access, numbers)
    return new Map(numbers.map(id => [`t${id}`, JSON.stringify(emails.get(id) ?? [])]))
  }
}

const sorted = (map: ReadonlyMap<string, string>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

async function disturb(
  accountId: AccountId,
  boxes: readonly RecordId[],
  { pick, some }: Chance,
): Promise<void> {
  const access = asOwner(accountId)
  const rows = await house.db.rows<{ id: RecordId }>(
    sql`select id from email where account_id = ${accountId}`,
  )
  const ids = rows.map(row => row.id)
  const verb = pick(['deliver', 'deliver', 'keywords', 'mailboxes', 'mailboxes', 'destroy'])
  if (verb === 'deliver') {
    const bytes = letter({ Subject: pick(['Voirie', 'Re: Écoles']), References: `<r${pick([1, 2, 3])}@x>` })
    await deliver(house, bytes, [{ accountId, mailboxes: [pick(boxes)] }])
    return
  }
  await house.db.write(async tx => {
    if (verb === 'keywords')
      await setKeywords(tx, access, some(ids), { add: some(['$seen', 'a']), remove: some(['a']) })
    if (verb === 'mailboxes')
      await setMailboxes(tx, house, access, some(ids), { add: some(boxes, 0.2), remove: some(boxes, 0.4) })
    if (verb === 'destroy') await destroyEmails(tx, house, access, some(ids, 0.1))
  })
}

test('whoever follows changes, some at a time, keeps what a fresh reading gives: owner and reader of some mailboxes', async () => {
  const accountId = await house.newAccount()
  const luck = chance(7)
  const boxes = (await listMailboxes(house.db, asOwner(accountId))).map(box => box.id)
  const reader = 999 as PrincipalId
  for (const box of boxes.slice(0, 2))
    await house.db.write(tx =>
      replaceShares(tx, accountId, mailbox, box, new Map([[reader, { mayReadItems: true }]])),
    )
  const shared: Access = { accountId, owner: false, principals: [reader], readOnly: false }
  const followers = await Promise.all(
    [asOwner(accountId), shared].flatMap(access =>
      [email, thread].flatMap(type => [1, 2, 5, 500].map(max => new Follower(access, type, max).start())),
    ),
  )
  for (let step = 0; step < 150; step++) {
    await disturb(accountId, boxes, luck)
    for (const follower of luck.some(followers, 0.3)) {
      await follower.catchUp()
      assert.deepEqual(
        sorted(follower.kept),
        sorted(await follower.read(null)),
        `${follower.descriptor.name}, ${follower.maxChanges} at a time, step ${step}`,
      )
    }
  }
})

test('an email that comes into a shared mailbox is created for its readers, however old it is', async () => {
  const accountId = await house.newAccount()
  const [open, closed] = (await listMailboxes(house.db, asOwner(accountId))).map(box => box.id)
  const reader = 998 as PrincipalId
  await house.db.write(tx =>
    replaceShares(tx, accountId, mailbox, open!, new Map([[reader, { mayReadItems: true }]])),
  )
  const access: Access = { accountId, owner: false, principals: [reader], readOnly: false }
  await deliver(house, letter(), [{ accountId, mailboxes: [closed!] }])
  const since = await typeState(house.db, access, 'Email')
  const [row] = await house.db.rows<{ id: RecordId }>(
    sql`select id from email where account_id = ${accountId}`,
  )
  const move = (add: RecordId, remove: RecordId) =>
    house.db.write(tx =>
      setMailboxes(tx, house, asOwner(accountId), [row!.id], { add: [add], remove: [remove] }),
    )
  await move(open!, closed!)
  const came = await listSharedChanges(house.db, access, email, since)
  assert.deepEqual([came.created, came.updated, came.destroyed], [[row!.id], [], []])
  await move(closed!, open!)
  const went = await listSharedChanges(house.db, access, email, came.newState)
  assert.deepEqual([went.created, went.updated, went.destroyed], [[], [], [row!.id]])
})
