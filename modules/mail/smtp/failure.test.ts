import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Refused } from '../../../lib/errors.ts'
import { openDatabase } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import { LIMITS } from './limits.ts'
import { reception } from './reception.ts'
import { refusalOf } from './refusal.ts'
import { greet, send } from './test/client.ts'
import { town } from './test/town.ts'

// The house's own log has nothing to add to what is provoked here.
const silent = { debug() {}, info() {}, warn() {}, error() {}, with: () => silent }
const { house: loud, claire, inbox } = await town()
const house = { ...loud, log: silent }
const open = await reception(LIMITS).listen(house)
after(() => open.close())
const statusOf = ({ code, status }: { code: number; status: string | null }) => `${code} ${status}`

test('without the database, mail is for later', async () => {
  const db = openDatabase({ connection: { host: '127.0.0.1', port: 1, user: 'nobody' } })
  const cut = await reception(LIMITS).listen({ ...house, db })
  const client = await greet(cut.port)
  await client.say('MAIL FROM:<x@example.org>')
  assert.equal(statusOf(await client.say('RCPT TO:<claire@montauzan.fr>')), '451 4.3.0')
  client.close()
  await cut.close()
  await db.close()
})

test('a delivery that fails halfway is for later, and leaves nothing behind', async () => {
  const client = await greet(open.port)
  const message = 'Subject: Plus tard\r\n\r\nBonjour'
  await house.db.run(sql`alter table mailbox_email rename to hidden`)
  const refused = await send(client, 'x@example.org', ['claire@montauzan.fr'], message)
  await house.db.run(sql`alter table hidden rename to mailbox_email`)
  assert.equal(statusOf(refused), '451 4.3.0')
  assert.deepEqual(await inbox(claire), [])
  assert.equal((await send(client, 'x@example.org', ['claire@montauzan.fr'], message)).code, 250)
  assert.equal((await inbox(claire)).length, 1)
  client.close()
})

test('a full disk is told as such, whoever has noticed', () => {
  for (const code of ['ENOSPC', 'EDQUOT', '53100'])
    assert.equal(statusOf(refusalOf(Object.assign(new Error('no room'), { code })).reply), '452 4.3.1')
})

test('a failure that nobody has foreseen is for later', () => {
  assert.equal(statusOf(refusalOf(new TypeError('expected')).reply), '451 4.3.0')
  assert.equal(statusOf(refusalOf(new Refused('unavailable', 'expected')).reply), '451 4.3.0')
})

test('with a disk that is full, a big message is for later and leaves nothing behind', {
  timeout: 30_000,
}, async t => {
  const full = await mkdtemp(join(tmpdir(), 'bastide-full-'))
  await mkdir(join(full, 'tmp'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', join(full, 'tmp')])
  if (mounted.status !== 0) return t.skip('a small disk can only be made by root')
  after(() => spawnSync('umount', [join(full, 'tmp')]))
  const before = (await inbox(claire)).length
  const door = await reception(LIMITS).listen({ ...house, config: { ...house.config, data: full } })
  const client = await greet(door.port)
  const message = `Subject: Gros\r\n\r\n${'x'.repeat(998)}\r\n`.repeat(2000)
  const refused = await send(client, 'x@example.org', ['claire@montauzan.fr'], message)
  assert.equal(statusOf(refused), '452 4.3.1')
  assert.deepEqual(await readdir(join(full, 'tmp')), [])
  const small = await send(client, 'x@example.org', ['claire@montauzan.fr'], 'Subject: Petit\r\n\r\nBonjour')
  assert.equal(small.code, 250)
  assert.equal((await inbox(claire)).length, before + 1)
  client.close()
  await door.close()
})
