import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { writeAccountId } from '../../lib/id.ts'
import { prepareMessage } from '../../modules/mail/model/prepare.ts'
import { leave } from '../../modules/mail/smtp/leave.ts'
import { town as openTown } from '../../modules/mail/smtp/test/town.ts'
import { sql } from '../../store/sql.ts'
import { type Args, jmapClient } from '../jmap.ts'

// The relay queue as administrators have it; nothing leaves this house by itself.

const town = await openTown()
const jean = jmapClient(town.url, town.jean)
const claire = jmapClient(town.url, town.claire)
const directory = { accountId: writeAccountId(town.organisationId) }
beforeEach(() => town.house.db.run(sql`delete from outgoing`))

async function queue(rcpt: string): Promise<void> {
  const { house } = town
  const message = await prepareMessage(house, Buffer.from('Subject: Budget\r\n\r\nBonjour\r\n'))
  await house.db.write(tx =>
    leave(tx, house, town.claire.accountId, message, {
      mailFrom: town.claire.address,
      recipients: [{ rcpt, domain: rcpt.split('@')[1]! }],
      submissionId: null,
      at: new Date(Date.now() + 3_600_000),
    }),
  )
}

const listed = async () => {
  const { list } = await jean.call('OutgoingMail/list', directory)
  return list as (Args & { id: string })[]
}

test('what waits is listed, with what the other server said, and no word of the message', async () => {
  await queue('anna@example.org')
  await town.house.db.run(sql`update outgoing set attempts = 2, last_reply = '451 4.3.0 Not now'`)
  const [row] = await listed()
  assert.deepEqual(
    [row!['from'], row!['to'], row!['state'], row!['attempts'], row!['lastReply']],
    [town.claire.address, 'anna@example.org', 'retrying', 2, '451 4.3.0 Not now'],
  )
  assert.ok(Number(row!['size']) > 0)
  assert.ok(!JSON.stringify(row).includes('Budget'))
})

test('what is to wait goes at once when it is asked for', async () => {
  await queue('anna@example.org')
  const [row] = await listed()
  await jean.call('OutgoingMail/retry', { ...directory, id: row!.id })
  const due = await town.house.db.row(sql`select from outgoing where next_at <= now()`)
  assert.notEqual(due, null)
})

test('what is dropped is gone, and its sender is told unless that is not wanted', async () => {
  const before = (await town.inbox(town.claire)).length
  await queue('anna@example.org')
  await jean.call('OutgoingMail/drop', { ...directory, id: (await listed())[0]!.id, report: false })
  assert.deepEqual(await listed(), [])
  assert.equal((await town.inbox(town.claire)).length, before)
  await queue('bob@example.org')
  await jean.call('OutgoingMail/drop', { ...directory, id: (await listed())[0]!.id })
  assert.deepEqual(await listed(), [])
  const reports = await town.inbox(town.claire)
  assert.equal(reports.length, before + 1)
  assert.match(reports.at(-1)!, /5\.7\.0/)
})

test('what is being sent now is left alone', async () => {
  await queue('anna@example.org')
  await town.house.db.run(sql`update outgoing set state = 'sending'`)
  const [row] = await listed()
  assert.equal(row!['state'], 'sending')
  for (const verb of ['retry', 'drop'])
    assert.equal(await jean.refusal(`OutgoingMail/${verb}`, { ...directory, id: row!.id }), 'notFound')
})

test('nobody else sees or touches the queue', async () => {
  await queue('anna@example.org')
  const [row] = await listed()
  for (const verb of ['list', 'retry', 'drop'])
    assert.equal(await claire.refusal(`OutgoingMail/${verb}`, { ...directory, id: row!.id }), 'forbidden')
  assert.equal((await listed()).length, 1)
})
