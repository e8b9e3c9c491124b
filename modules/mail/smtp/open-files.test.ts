import assert from 'node:assert/strict'
import { readdir, readlink } from 'node:fs/promises'
import { test } from 'node:test'
import { sql } from '../../../store/sql.ts'
import { prepareMessage } from '../model/prepare.ts'
import { leave } from './leave.ts'
import { openRelay } from './relay/relay.ts'
import { greet, send } from './test/client.ts'
import { openSink } from './test/sink.ts'
import { town } from './test/town.ts'

// A stream that nobody reads to its end holds its file until somebody lets go of it.

const sink = await openSink()
const { house, claire, inbox, ports } = await town(
  {},
  { BASTIDE_SMARTHOST_HOST: '127.0.0.1', BASTIDE_SMARTHOST_PORT: String(sink.port) },
)
const isElsewhere = process.platform !== 'linux'

async function openFiles(): Promise<string[]> {
  const numbers = await readdir('/proc/self/fd')
  const paths = await Promise.all(numbers.map(one => readlink(`/proc/self/fd/${one}`).catch(() => '')))
  return paths.filter(path => path.startsWith(house.config.data))
}

/** Beyond what is kept in the database, and what waits in memory. */
const big = (header: string) =>
  `${header}\r\n\r\n${Array.from({ length: 40_000 }, (_, i) => `Ligne ${i}, ${i * 7919}\r\n`.repeat(2)).join('')}`

test('a big message that another server refuses leaves no file open', { skip: isElsewhere }, async () => {
  const message = await prepareMessage(house, Buffer.from(big('Subject: Gros\r\nMessage-ID: <gros@x>')))
  await house.db.write(tx =>
    leave(tx, house, claire.accountId, message, {
      mailFrom: claire.address,
      recipients: [{ rcpt: 'anna@example.org', domain: 'example.org' }],
      submissionId: null,
      at: house.now(),
    }),
  )
  sink.answers.set('anna@example.org', ['550 5.1.1 No such user'])
  await openRelay().run(house)
  assert.equal((await house.db.rows(sql`select from outgoing`)).length, 0)
  assert.match((await inbox(claire)).at(-1)!, /multipart\/report/)
  assert.deepEqual(await openFiles(), [])
})

test('a big message that is refused for its header leaves no file open', { skip: isElsewhere }, async () => {
  const client = await greet(ports['smtp']!)
  const header = `Subject: Boucle${'\r\nReceived: from x by y; Tue, 24 Nov 2026 08:00:00 +0000'.repeat(60)}`
  assert.equal((await send(client, 'x@example.org', ['claire@montauzan.fr'], big(header))).status, '5.4.6')
  client.close()
  assert.deepEqual(await openFiles(), [])
})
