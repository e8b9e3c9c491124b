import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AccountId, RecordId } from '../../../../lib/id.ts'
import { sql } from '../../../../store/sql.ts'
import { letter, type MailHouse, mailHouse } from '../../test/house.ts'
import { deliver } from '../deliver.ts'
import { createMailbox } from '../mailbox.ts'
import { findRole } from '../mailboxes.ts'
import { setMailboxes } from '../membership.ts'
import { asOwner } from '../rights.ts'
import { createRun, RUN_JOB, stopRun, undoRun } from './run.ts'
import { runBatch } from './run-batch.ts'

// A run over more mail than one batch takes; the jobs run by hand, as often and as late as it pleases.

const MESSAGES = 260
let house: MailHouse
let accountId: AccountId
let [inbox, bills] = [] as unknown as [RecordId, RecordId]
before(async () => {
  house = await mailHouse()
})
after(() => house.close())

async function begin(script = FILE): Promise<RecordId> {
  accountId = await house.newAccount()
  inbox = (await findRole(house.db, asOwner(accountId), 'inbox'))!
  bills = await house.db.write(tx => createMailbox(tx, asOwner(accountId), { name: 'Factures' }))
  for (let i = 0; i < MESSAGES; i++)
    await deliver(house, letter({ Subject: i % 2 ? 'Bonjour' : 'Facture' }), [{ accountId }])
  return house.db.write(tx =>
    createRun(tx, house, asOwner(accountId), { name: 'Factures', mailboxId: inbox, script }),
  )
}

const FILE = `require ["fileinto", "imap4flags"];
if header :is "subject" "Facture" { addflag "compta"; fileinto "Factures"; }`

/** What waits of the account's runs; taken, as a worker does. */
function takeJobs(): Parameters<typeof runBatch>[1][] {
  const due = house.waiting.filter(({ options }) => options.queue === `${RUN_JOB}.${accountId}`)
  for (const one of due) house.waiting.splice(house.waiting.indexOf(one), 1)
  return due.map(({ payload }) => payload as Parameters<typeof runBatch>[1])
}

async function runAll(): Promise<void> {
  for (let jobs = takeJobs(); jobs.length > 0; jobs = takeJobs())
    for (const job of jobs) await runBatch(house, job)
}

const readRun = (id: RecordId) =>
  house.db.row<{ state: string; total: number; done: number; changed: number }>(sql`
    select state, total, done, changed from sieve_run where account_id = ${accountId} and id = ${id}`)

async function count(mailboxId: RecordId): Promise<number> {
  const row = await house.db.row<{ count: number }>(sql`
    select count(*) from mailbox_email where account_id = ${accountId} and mailbox_id = ${mailboxId}`)
  return row!.count
}

test('a run goes on batch by batch to the end, and is taken back whole', async () => {
  const id = await begin()
  const [first] = takeJobs()
  await runBatch(house, first!)
  assert.deepEqual(await readRun(id), { state: 'running', total: MESSAGES, done: 250, changed: 125 })
  await runAll()
  assert.deepEqual(await readRun(id), { state: 'done', total: MESSAGES, done: MESSAGES, changed: 130 })
  assert.deepEqual([await count(inbox), await count(bills)], [130, 130])

  await house.db.write(tx => undoRun(tx, house, accountId, id))
  await runAll()
  assert.deepEqual(await readRun(id), { state: 'undone', total: 130, done: 130, changed: 130 })
  assert.deepEqual([await count(inbox), await count(bills)], [MESSAGES, 0])
  const marked = await house.db.rows(
    sql`select from email where account_id = ${accountId} and 'compta' = any(keywords)`,
  )
  assert.equal(marked.length, 0)
})

test('a batch that two workers take at once, and one that comes late, is done once', async () => {
  const id = await begin()
  const [first] = takeJobs()
  await Promise.all([runBatch(house, first!), runBatch(house, first!)])
  assert.equal((await readRun(id))!.done, 250)
  await runAll()
  await runBatch(house, first!)
  assert.deepEqual(await readRun(id), { state: 'done', total: MESSAGES, done: MESSAGES, changed: 130 })
})

test('what comes in while it goes on is left to the filters of its arrival', async () => {
  await begin()
  await deliver(house, letter({ Subject: 'Facture' }), [{ accountId }])
  await runAll()
  assert.equal(await count(bills), 130)
})

test('a run that is called off keeps what it did and does no more', async () => {
  const id = await begin()
  const [first] = takeJobs()
  await runBatch(house, first!)
  await house.db.write(tx => stopRun(tx, house, accountId, id))
  await runAll()
  assert.deepEqual(await readRun(id), { state: 'stopped', total: MESSAGES, done: 250, changed: 125 })
  assert.equal(await count(bills), 125)
})

test('what somebody has moved since stays where they put it when a run is taken back', async () => {
  const id = await begin()
  await runAll()
  const archive = (await findRole(house.db, asOwner(accountId), 'archive'))!
  const [moved] = await house.db.rows<{ id: RecordId }>(sql`
    select email_id as id from mailbox_email where account_id = ${accountId} and mailbox_id = ${bills} limit 1`)
  await house.db.write(tx =>
    setMailboxes(tx, house, asOwner(accountId), [moved!.id], { add: [archive], remove: [bills] }),
  )
  await house.db.write(tx => undoRun(tx, house, accountId, id))
  await runAll()
  assert.equal((await readRun(id))!.changed, 129)
  assert.deepEqual([await count(archive), await count(bills)], [1, 0])
})

test('a script that includes what is no more ends its run, and changes nothing', async () => {
  const id = await begin('require "include"; include :personal "disparu";')
  await runAll()
  assert.equal((await readRun(id))!.state, 'failed')
  assert.equal(await count(inbox), MESSAGES)
})
