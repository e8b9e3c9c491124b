import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { sql } from '../../../store/sql.ts'
import { openNameServer } from '../../../test/dns.ts'
import { learnJunk } from '../model/junk/learn.ts'
import { findRole } from '../model/mailboxes.ts'
import { setMailboxes } from '../model/membership.ts'
import { listMessages } from '../model/messages.ts'
import { asOwner } from '../model/rights.ts'
import { reversed } from './filter/dnsbl.ts'
import { LIMITS } from './limits.ts'
import { reception } from './reception.ts'
import { greet, send } from './test/client.ts'
import { town } from './test/town.ts'

const dns = await openNameServer({ 'A 1.0.0.127.list.example': '127.0.0.2' })
after(() => dns.close())
const { house, claire, paul, inbox } = await town({}, { BASTIDE_OUTGOING_DNS: dns.address })
const silent = { debug() {}, info() {}, warn() {}, error() {}, with: () => silent }

type Config = typeof house.config
/** The reply to a message that comes in by a door with this configuration. */
async function arrive(
  message: string,
  change: Partial<Config> = {},
  to = 'claire@montauzan.fr',
): Promise<string> {
  const config = { ...house.config, ...change }
  const door = await reception({ ...LIMITS, isLoopbackFree: false }).listen({ ...house, config, log: silent })
  const client = await greet(door.port)
  const { code, status } = await send(client, 'x@example.org', [to], message)
  client.close()
  await door.close()
  return `${code} ${status}`
}

async function idsIn(role: 'inbox' | 'junk', of = claire) {
  const mailbox = await findRole(house.db, asOwner(of.accountId), role)
  if (mailbox === null) return []
  return (await listMessages(house.db, of.accountId, mailbox, {})).map(message => message.emailId)
}

const letter = (subject: string, text: string) =>
  `From: x@example.org\r\nSubject: ${subject}\r\n\r\n${text}\r\n`
const SPAM = [
  'casino bonus gratuit jackpot',
  'gagnez jackpot casino maintenant',
  'bonus casino vip jackpot gratuit',
]
const HAM = [
  'conseil municipal budget délibération',
  'réunion travaux voirie budget',
  'permis urbanisme dossier réunion',
]

/** Moves what came last, as a person does, and learns as the job would. */
async function move(from: 'inbox' | 'junk', to: 'inbox' | 'junk', count: number): Promise<void> {
  const owner = asOwner(claire.accountId)
  const [source, target] = [await findRole(house.db, owner, from), await findRole(house.db, owner, to)]
  const ids = (await idsIn(from)).slice(-count)
  await house.db.write(tx => setMailboxes(tx, house, owner, ids, { add: [target!], remove: [source!] }))
  const jobs = await house.db.rows(sql`
    select from graphile_worker.jobs where task_identifier = 'mail.learnJunk'`)
  assert.ok(jobs.length > 0, 'a lesson waits')
  await learnJunk(house, { accountId: claire.accountId, ids, isJunk: to === 'junk' })
}

test('what is moved to Junk teaches, for that account alone', async () => {
  for (let i = 0; i < 6; i++) await arrive(letter(`Offre ${i}`, SPAM[i % 3]!))
  for (let i = 0; i < 6; i++) await arrive(letter(`Mairie ${i}`, HAM[i % 3]!))
  await house.db.run(sql`update email set keywords = '{$seen}' where account_id = ${claire.accountId}`)
  const owner = asOwner(claire.accountId)
  const [source, target] = [await findRole(house.db, owner, 'inbox'), await findRole(house.db, owner, 'junk')]
  const ids = (await idsIn('inbox')).slice(0, 6)
  await house.db.write(tx => setMailboxes(tx, house, owner, ids, { add: [target!], remove: [source!] }))
  await learnJunk(house, { accountId: claire.accountId, ids, isJunk: true })
  const before = (await idsIn('junk')).length
  await arrive(letter('Encore', 'jackpot casino bonus gratuit vip'))
  assert.equal((await idsIn('junk')).length, before + 1)
  await arrive(letter('Séance', 'budget du conseil municipal, réunion travaux'))
  assert.equal((await idsIn('junk')).length, before + 1)
  await arrive(letter('Encore', 'jackpot casino bonus gratuit vip'), {}, 'paul@montauzan.fr')
  assert.equal((await idsIn('junk', paul)).length, 0)
})

test('what is taken out of Junk is unlearnt', async () => {
  await move('junk', 'inbox', 7)
  const before = (await idsIn('junk')).length
  await arrive(letter('Encore une fois', 'jackpot casino bonus gratuit vip'))
  assert.equal((await idsIn('junk')).length, before)
})

test('what was learnt cannot be read', async () => {
  const rows = await house.db.rows<{ token: number }>(sql`select token from junk_token limit 3`)
  assert.ok(rows.length > 0 && rows.every(row => Number.isSafeInteger(row.token)))
})

test('a list is asked when it is named, and not otherwise', async () => {
  dns.asked.length = 0
  await arrive(letter('Liste', 'bonjour'))
  assert.ok(!dns.asked.some(one => one.includes('list.example')))
  await arrive(letter('Liste', 'bonjour'), { junk: { threshold: 3, dnsbl: ['list.example'] } })
  assert.equal((await idsIn('junk')).length, 1)
  assert.equal(reversed('2001:db8::1').slice(0, 8), '1.0.0.0.')
  assert.equal(reversed('2001:db8::1').length, 63)
})

test('the score stands in the message', async () => {
  const message = (await inbox(claire)).at(-1)!
  assert.match(message, /\r\nX-Spam-Status: No, score=\d+\.\d required=5\.0\r\n\ttests=\w+\r\nX-Spam-Score: /)
})

test('Rspamd counts as far as it is sure; without it mail arrives', async () => {
  const rspamd = createHttp((request, response) => {
    request.resume().on('end', () => response.end('{"score": 15, "required_score": 15, "action": "reject"}'))
  }).listen(0, '127.0.0.1')
  await once(rspamd, 'listening')
  const { port } = rspamd.address() as AddressInfo
  const before = (await idsIn('junk')).length
  const config = { rspamd: { url: `http://127.0.0.1:${port}` } }
  assert.equal(await arrive(letter('Rspamd', 'bonjour'), config), '250 2.6.0')
  assert.equal((await idsIn('junk')).length, before + 1)
  rspamd.close()
  rspamd.closeAllConnections()
  assert.equal(await arrive(letter('Rspamd', 'bonsoir'), config), '250 2.6.0')
  assert.equal((await idsIn('junk')).length, before + 1)
})

test('a scanner that answers without end, or goes away, is given up, and mail waits at its sender', async () => {
  const limit = 64 * 1024 * 1024
  let sent = 0
  const talk = (socket: Socket): void => {
    while (!socket.destroyed && sent < limit) {
      sent += 65_536
      if (!socket.write(Buffer.alloc(65_536, 'a'))) return void socket.once('drain', () => talk(socket))
    }
    socket.end()
  }
  const leave = (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())
  for (const answer of [talk, leave]) {
    const scanner = createServer(socket => answer(socket.on('error', () => {}))).listen(0, '127.0.0.1')
    await once(scanner, 'listening')
    const config = { clamav: { host: '127.0.0.1', port: (scanner.address() as AddressInfo).port } }
    assert.equal(await arrive(letter('Sain', 'bonjour\r\n'.repeat(300_000)), config), '451 4.7.1')
    scanner.close()
  }
  assert.ok(sent < limit, 'it was cut off')
})

test('a virus is refused; when ClamAV is down mail waits at its sender', async () => {
  const clamd = createServer(socket => {
    const pieces: Buffer[] = []
    socket.on('error', () => {})
    socket.on('data', piece => {
      pieces.push(piece)
      const all = Buffer.concat(pieces)
      if (all.subarray(-4).equals(Buffer.alloc(4)))
        socket.end(all.includes('EICAR') ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0')
    })
  }).listen(0, '127.0.0.1')
  await once(clamd, 'listening')
  const { port } = clamd.address() as AddressInfo
  const config = { clamav: { host: '127.0.0.1', port } }
  assert.equal(await arrive(letter('Virus', 'EICAR'), config), '550 5.7.1')
  assert.equal(await arrive(letter('Sain', 'bonjour'), config), '250 2.6.0')
  clamd.close()
  assert.equal(await arrive(letter('Sain', 'bonjour'), config), '451 4.7.1')
})
