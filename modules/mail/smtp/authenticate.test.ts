import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, test } from 'node:test'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { sql } from '../../../store/sql.ts'
import { openNameServer } from '../../../test/dns.ts'
import { readAssessments } from '../model/assessment.ts'
import { findRole } from '../model/mailboxes.ts'
import { listMessages } from '../model/messages.ts'
import { asOwner } from '../model/rights.ts'
import { activateScript, createScript, prepareScript } from '../model/sieve/scripts.ts'
import { greet, send } from './test/client.ts'
import { town } from './test/town.ts'

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const dns = await openNameServer({
  'TXT example.org': 'v=spf1 ip4:127.0.0.1 -all',
  'TXT _dmarc.example.org': 'v=DMARC1; p=reject',
  'TXT k._domainkey.example.org': `v=DKIM1; k=rsa; p=${pair.publicKey.toString('base64')}`,
  'TXT bank.example': 'v=spf1 -all',
  'TXT _dmarc.bank.example': 'v=DMARC1; p=reject',
})
after(() => dns.close())
// Counted and judged though it comes from this machine.
const { house, ports, claire, inbox } = await town(
  { isLoopbackFree: false },
  { BASTIDE_OUTGOING_DNS: dns.address, BASTIDE_HOSTNAME: 'mx.montauzan.fr' },
)

async function arrive(from: string, message: string): Promise<string> {
  const client = await greet(ports['smtp']!)
  const reply = await send(client, from, ['claire@montauzan.fr'], message)
  client.close()
  return `${reply.code} ${reply.status}`
}

async function lastIn(role: 'inbox' | 'junk') {
  const mailbox = await findRole(house.db, asOwner(claire.accountId), role)
  const found = mailbox === null ? [] : await listMessages(house.db, claire.accountId, mailbox, {})
  const last = found.at(-1)
  return last
    ? (await readAssessments(house.db, claire.accountId, [last.emailId])).get(last.emailId)
    : undefined
}

const letter = (from: string, more = '') => `${more}From: ${from}\r\nSubject: Devis\r\n\r\nBonjour\r\n`

test('who vouches for a message stands at its top and in its record', async () => {
  const plain = letter('Anna <anna@example.org>')
  const signing = { signingDomain: 'example.org', selector: 'k', privateKey: pair.privateKey }
  const { signatures } = await dkimSign(plain, { ...signing, signatureData: [signing] })
  assert.equal(await arrive('anna@example.org', signatures + plain), '250 2.6.0')
  const [message] = (await inbox(claire)).slice(-1)
  assert.match(
    message!,
    /^Return-Path: .*\r\nAuthentication-Results: mx\.montauzan\.fr;\r\n\tdkim=pass [\s\S]*;\r\n\tspf=pass [\s\S]*;\r\n\tdmarc=pass [^;]*\r\nReceived: /,
  )
  const { authentication, score } = (await lastIn('inbox'))!
  assert.deepEqual(authentication, {
    spf: 'pass',
    dkim: 'pass',
    dmarc: 'pass',
    arc: 'none',
    from: 'example.org',
    isInternal: false,
  })
  assert.equal(score, 0)
})

test('whoever is not who he says he is goes to Junk, with the reason', async () => {
  assert.equal(await arrive('x@bank.example', letter('Banque <x@bank.example>')), '250 2.6.0')
  const found = (await lastIn('junk'))!
  assert.deepEqual(
    [found.authentication.spf, found.authentication.dmarc, found.warnings],
    ['fail', 'fail', ['forged']],
  )
  assert.deepEqual(found.reasons, [{ rule: 'dmarc', points: 6, detail: 'reject' }])
})

for (const [how, fields] of [
  ['beside one who vouches for himself', letter('Banque <x@bank.example>, anna@example.org')],
  ['behind one who vouches for himself', letter('anna@example.org, Banque <x@bank.example>')],
  ['with a comment in his address', letter('Banque <x(de)@(la)bank.example>')],
] as const)
  test(`whoever is named ${how} is found not to be the author`, async () => {
    assert.equal(await arrive('anna@example.org', fields), '250 2.6.0')
    const found = (await lastIn('junk'))!
    assert.deepEqual(
      [found.authentication.dmarc, found.authentication.from, found.warnings],
      ['fail', 'bank.example', ['forged']],
    )
  })

test('authors of one domain that vouches for them are its authors, and a crowd is refused', async () => {
  await arrive('anna@example.org', letter('Anna <anna@example.org>, Paul <paul@example.org>'))
  assert.equal((await lastIn('inbox'))!.authentication.dmarc, 'pass')
  const crowd = Array.from({ length: 11 }, (_, n) => `x@n${n}.example`).join(', ')
  assert.equal(await arrive('anna@example.org', letter(crowd)), '550 5.7.1')
})

test('junk that a filter would send on stays in Junk, and nothing leaves', async () => {
  const { accountId } = claire
  const content = await prepareScript(house, 'redirect "ailleurs@example.net";')
  await house.db.write(async tx =>
    activateScript(tx, accountId, await createScript(tx, house, accountId, 'on', content)),
  )
  const junk = (await findRole(house.db, asOwner(accountId), 'junk'))!
  const before = (await listMessages(house.db, accountId, junk, {})).length
  assert.equal(await arrive('x@bank.example', letter('Banque <x@bank.example>')), '250 2.6.0')
  assert.equal((await listMessages(house.db, accountId, junk, {})).length, before + 1)
  assert.deepEqual(await house.db.rows(sql`select id from held_submission`), [])
  await house.db.write(tx => activateScript(tx, accountId, null))
})

test('junk that a filter refuses for one of two is not reported to whoever is said to have sent it', async () => {
  const { accountId } = claire
  const content = await prepareScript(house, 'require "reject"; reject "Non merci";')
  await house.db.write(async tx =>
    activateScript(tx, accountId, await createScript(tx, house, accountId, 'refuses', content)),
  )
  const client = await greet(ports['smtp']!)
  const to = ['claire@montauzan.fr', 'paul@montauzan.fr']
  const reply = await send(client, 'x@bank.example', to, letter('Banque <x@bank.example>'))
  client.close()
  await house.db.write(tx => activateScript(tx, accountId, null))
  assert.equal(reply.code, 250)
  assert.deepEqual(await house.db.rows(sql`select rcpt from outgoing`), [])
})

test('a filter may ask how much a message looks like junk', async () => {
  const { accountId } = claire
  const source = `require ["spamtestplus", "relational", "comparator-i;ascii-numeric", "fileinto", "mailbox"];
    if spamtest :percent :value "ge" :comparator "i;ascii-numeric" "60" { fileinto :create "Louche"; }`
  const content = await prepareScript(house, source)
  await house.db.write(async tx =>
    activateScript(tx, accountId, await createScript(tx, house, accountId, 'asks', content)),
  )
  await arrive('x@bank.example', letter('Banque <x@bank.example>'))
  await house.db.write(tx => activateScript(tx, accountId, null))
  const row = await house.db.row<{ n: number }>(sql`
    select total_emails as n from mailbox where account_id = ${accountId} and name = 'Louche'`)
  assert.equal(row?.n, 1)
})

test('what a stranger wrote in our name is taken away, and what others wrote stays', async () => {
  const fields =
    'Authentication-Results: (x) MX.montauzan.fr 1; dmarc=pass\r\n' +
    'Authentication-Results: mx.elsewhere.example; spf=pass\r\nX-Spam-Status: No, says a stranger\r\n'
  await arrive('anna@example.org', letter('Anna <anna@example.org>', fields))
  const message = (await inbox(claire)).at(-1)!
  assert.doesNotMatch(message, /\(x\)|says a stranger/)
  assert.match(message, /mx\.elsewhere\.example; spf=pass/)
})

test('when DNS is silent a message waits a few seconds at most, and nothing is held against it', async () => {
  dns.silent = true
  const before = performance.now()
  assert.equal(await arrive('x@unasked.example', letter('Banque <x@unasked.example>')), '250 2.6.0')
  assert.ok(performance.now() - before < 15_000)
  dns.silent = false
  const { authentication, warnings, score } = (await lastIn('inbox'))!
  assert.deepEqual([authentication.spf, authentication.dmarc], ['temperror', 'temperror'])
  assert.deepEqual([warnings, score], [[], 0])
})

test('of signatures that are many or long, as many are looked at as cost little', async () => {
  const signature = (more: string) =>
    `DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=k; h=from; bh=AA==; ${more}\r\n`
  const many = Array.from({ length: 400 }, (_, i) => signature(`l=${i}; b=AA==`)).join('')
  const long = signature(`b=${' '.repeat(200_000)}AA==`)
  const before = performance.now()
  assert.equal(await arrive('anna@example.org', letter('Anna <anna@example.org>', long + many)), '250 2.6.0')
  assert.ok(performance.now() - before < 10_000)
  const [results] = /^Authentication-Results: [\s\S]*?\r\n(?!\t)/m.exec((await inbox(claire)).at(-1)!)!
  assert.equal(results.match(/\bdkim=/g)?.length, 10)
})

test('a list of authors that is absurdly long is refused as well', async () => {
  const authors = `${'a:'.repeat(40_000)} anna@example.org`
  assert.equal(await arrive('anna@example.org', letter(authors)), '554 5.6.0')
})

test('a header of very many lines is refused, rather than taken apart while everybody waits', async () => {
  const folded = `X-Long: a\r\n${' a\r\n'.repeat(80_000)}`
  const before = performance.now()
  assert.equal(await arrive('anna@example.org', letter('Anna <anna@example.org>', folded)), '554 5.6.0')
  assert.ok(performance.now() - before < 5000)
})
