import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { checkDomain } from '../../../../core/dns/check.ts'
import { keysOf, rotateKeys } from '../../../../core/dns/key.ts'
import type { RecordId } from '../../../../lib/id.ts'
import { sql } from '../../../../store/sql.ts'
import { openNameServer } from '../../../../test/dns.ts'
import { prepareMessage } from '../../model/prepare.ts'
import { leave } from '../leave.ts'
import { openSink } from '../test/sink.ts'
import { town } from '../test/town.ts'
import { openRelay } from './relay.ts'

const dns = await openNameServer()
const sink = await openSink()
after(() => dns.close())
const { house, organisationId, claire } = await town(
  {},
  {
    BASTIDE_OUTGOING_DNS: dns.address,
    BASTIDE_HOSTNAME: 'mx.montauzan.fr',
    BASTIDE_SMARTHOST_HOST: '127.0.0.1',
    BASTIDE_SMARTHOST_PORT: String(sink.port),
  },
)
beforeEach(() => sink.messages.splice(0))
const row = await house.db.row<{ id: RecordId }>(sql`select id from domain where name = 'montauzan.fr'`)
const domain = { id: row!.id, name: 'montauzan.fr' }
const check = () => checkDomain(house, organisationId, domain)

/** Writes into DNS what the house asks for. */
async function publish(): Promise<void> {
  for (const { kind, name, value } of (await check()).records) dns.records.set(`${kind} ${name}`, [value])
}

async function relayed(from: string, isOurs = true): Promise<string> {
  const text = `From: ${from}\r\nSubject: Budget\r\nDate: Tue, 3 Feb 2026 09:30:00 +0000\r\n\r\n.Bonjour  \r\n\r\n`
  const message = await prepareMessage(house, Buffer.from(text))
  const recipients = [{ rcpt: 'anna@example.org', domain: 'example.org' }]
  const leaving = { mailFrom: 'claire@montauzan.fr', recipients, submissionId: null, isOurs, at: new Date(0) }
  await house.db.write(tx => leave(tx, house, claire.accountId, message, leaving))
  await openRelay().run(house)
  return sink.messages.at(-1)!.text
}

async function verdicts(message: string): Promise<string[]> {
  const resolver = (name: string, kind: string) => house.outgoing.dns.resolve(name, kind as 'TXT')
  const { results } = await dkimVerify(message, { resolver } as never)
  return results.map(one => `${one.selector} ${one.status.result}`)
}

test('nothing is signed before the keys are in DNS', async () => {
  const { records, keys } = await check()
  assert.deepEqual(
    keys.map(({ selector, state }) => [selector, state]),
    [
      ['bastide-rsa-1', 'next'],
      ['bastide-ed25519-1', 'next'],
    ],
  )
  assert.ok(records.every(record => record.state === 'missing'))
  assert.doesNotMatch(await relayed('claire@montauzan.fr'), /DKIM-Signature/)
})

test('what leaves carries a signature of each key, which others can verify', async () => {
  await publish()
  assert.ok((await check()).records.every(record => record.state === 'good'))
  const message = await relayed('Claire <claire@montauzan.fr>')
  assert.deepEqual((await verdicts(message)).sort(), ['bastide-ed25519-1 pass', 'bastide-rsa-1 pass'])
})

test('what is not ours is not signed', async () => {
  assert.doesNotMatch(await relayed('anna@example.org'), /DKIM-Signature/)
  assert.doesNotMatch(await relayed('claire@montauzan.fr, x@example.org'), /DKIM-Signature/)
  // Sent on by a rule, not written here.
  assert.doesNotMatch(await relayed('claire@montauzan.fr', false), /DKIM-Signature/)
})

test('a header of very many lines leaves unsigned, and holds nobody up', async () => {
  const before = performance.now()
  const message = await relayed(`claire@montauzan.fr\r\nX-Long: a\r\n${' a\r\n'.repeat(80_000)} a`)
  assert.doesNotMatch(message, /DKIM-Signature/)
  assert.ok(performance.now() - before < 10_000)
})

test('the keys of today sign until those of tomorrow are in DNS; then these do, and the former rest', async () => {
  await rotateKeys(house, null, organisationId, domain)
  await rotateKeys(house, null, organisationId, domain)
  assert.match(await relayed('claire@montauzan.fr'), /s=bastide-rsa-1;/)
  await publish()
  await check()
  const states = (await keysOf(house, organisationId, domain.id)).map(key => [key.selector, key.state])
  assert.deepEqual(states, [
    ['bastide-rsa-1', 'former'],
    ['bastide-ed25519-1', 'former'],
    ['bastide-rsa-2', 'current'],
    ['bastide-ed25519-2', 'current'],
  ])
  const message = await relayed('claire@montauzan.fr')
  assert.deepEqual((await verdicts(message)).sort(), ['bastide-ed25519-2 pass', 'bastide-rsa-2 pass'])
  const closed = await house.db.rows(
    sql`select from domain_key where state = 'former' and private_key is not null`,
  )
  assert.deepEqual(closed, [])
})

test('private keys are not in the database to be read', async () => {
  const rows = await house.db.rows<{ key: Buffer }>(
    sql`select private_key as key from domain_key where private_key is not null`,
  )
  assert.ok(rows.length > 0)
  for (const { key } of rows) assert.ok(!key.includes('PRIVATE KEY'))
})

test('a record that is another is told, with what stands there', async () => {
  dns.records.set('MX montauzan.fr', ['10 mx.elsewhere.example'])
  dns.records.set('TXT montauzan.fr', ['v=spf1 -all', 'google-site-verification=x'])
  const { records } = await check()
  const of = (purpose: string) => records.find(record => record.purpose === purpose)
  assert.deepEqual([of('mx')?.state, of('mx')?.found], ['different', ['10 mx.elsewhere.example']])
  assert.deepEqual([of('spf')?.state, of('spf')?.found], ['different', ['v=spf1 -all']])
  dns.records.set('TXT montauzan.fr', ['v=spf1 redirect=_spf.hebergeur.example'])
  assert.equal((await check()).records.find(record => record.purpose === 'spf')?.state, 'good')
})
