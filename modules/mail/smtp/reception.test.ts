import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPrincipal, disablePrincipal, updatePrincipal } from '../../../core/principal.ts'
import { sql } from '../../../store/sql.ts'
import { greet, openClient, send } from './test/client.ts'
import { town } from './test/town.ts'

const { house, ports, organisationId, jean, claire, paul, inbox } = await town()
const open = () => greet(ports['smtp']!)
const letter = (subject: string) => `From: x@example.org\r\nSubject: ${subject}\r\n\r\nBonjour`
const statusOf = ({ code, status }: { code: number; status: string | null }) => `${code} ${status}`
const last = (messages: readonly string[]) => messages.at(-1) ?? ''

test('what was answered with 250 is in the mailbox, with how it came', async () => {
  const client = await open()
  const reply = await send(client, 'x@example.org', ['claire@montauzan.fr'], letter('Marché'))
  assert.equal(statusOf(reply), '250 2.6.0')
  const message = last(await inbox(claire))
  assert.match(
    message,
    /^Return-Path: <x@example\.org>\r\nAuthentication-Results: [\s\S]+?\r\nReceived: from client\.example \(\[127\.0\.0\.1\]\)\r\n/,
  )
  assert.match(message, /with ESMTP id \S+\r\n\tfor <claire@montauzan\.fr>;\r\n/)
  assert.ok(message.endsWith('\r\nFrom: x@example.org\r\nSubject: Marché\r\n\r\nBonjour\r\n'))
  client.close()
})

test('the extensions are offered, and no login', async () => {
  const client = await openClient(ports['smtp']!)
  const { lines } = await client.say('EHLO client.example')
  const offered = lines.map(line => line.split(' ')[0])
  for (const extension of ['PIPELINING', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES', 'STARTTLS', 'SIZE'])
    assert.ok(offered.includes(extension), extension)
  assert.ok(!offered.includes('AUTH'))
  client.close()
})

test('a name that is nobody’s and a domain that is not ours are refused, each for its reason', async () => {
  const client = await open()
  await client.say('MAIL FROM:<x@example.org>')
  assert.equal(statusOf(await client.say('RCPT TO:<nobody@montauzan.fr>')), '550 5.1.1')
  assert.equal(statusOf(await client.say('RCPT TO:<anna@example.net>')), '550 5.7.1')
  client.close()
})

test('an address behind which nobody receives is refused, rather than its mail swallowed', async () => {
  await house.db.write(async tx => {
    const group = { type: 'group', name: 'Personne', email: 'personne@montauzan.fr' } as const
    const { id } = await createPrincipal(tx, house.registry, null, organisationId, group)
    const ronde = { type: 'individual', name: 'Ronde', email: 'ronde@montauzan.fr' } as const
    const made = await createPrincipal(tx, house.registry, null, organisationId, ronde)
    await updatePrincipal(tx, null, organisationId, made.id, { forwardTo: id })
    await updatePrincipal(tx, null, organisationId, id, { members: [made.id] })
  })
  const client = await open()
  await client.say('MAIL FROM:<x@example.org>')
  assert.equal(statusOf(await client.say('RCPT TO:<personne@montauzan.fr>')), '550 5.2.4')
  assert.equal(statusOf(await client.say('RCPT TO:<ronde@montauzan.fr>')), '550 5.2.4')
  client.close()
})

test('a sender whose name stands between quotes is read, and a recipient of that kind is nobody here', async () => {
  const client = await open()
  for (const strange of ['"a b"', '"a@b"', '"a>b"', '"say \\"hi\\""']) {
    const reply = await send(client, `${strange}@example.org`, ['"claire"@montauzan.fr'], letter('Citée'))
    assert.equal(statusOf(reply), '250 2.6.0', strange)
    assert.ok(last(await inbox(claire)).startsWith(`Return-Path: <${strange}@example.org>\r\n`))
  }
  await client.say('MAIL FROM:<"plain"@example.org> SIZE=10')
  assert.equal(statusOf(await client.say('RCPT TO:<"claire dumas"@montauzan.fr>')), '550 5.1.1')
  assert.equal(statusOf(await client.say('RCPT TO:<"anna roux"@example.net>')), '550 5.7.1')
  assert.equal((await client.say('RCPT TO:<"a<b"@montauzan.fr>')).code, 501)
  await client.say('RSET')
  assert.equal((await client.say('MAIL FROM:<"a b@example.org>')).code, 501)
  assert.equal(statusOf(await client.say('MAIL FROM:<"a b"@example.org> NONSENSE=1')), '555 5.5.4')
  client.close()
})

test('a message with two authors is refused, whoever brings it', async () => {
  const client = await open()
  const message = `From: anna@example.org\r\n${letter('Deux')}`
  assert.equal(statusOf(await send(client, 'x@example.org', ['claire@montauzan.fr'], message)), '550 5.7.1')
  client.close()
})

test('whoever tries names out is shown the door', async () => {
  const client = await open()
  await client.say('MAIL FROM:<x@example.org>')
  const replies = []
  for (let i = 0; i <= 20; i++) replies.push(await client.say(`RCPT TO:<name${i}@montauzan.fr>`))
  assert.equal(statusOf(replies.at(-1)!), '421 4.7.0')
  client.close()
})

test('a full mailbox is worth another try, and who may not enter any more still receives', async () => {
  const made = { type: 'individual' as const, role: 'person' as const }
  const [full, gone] = await house.db.write(async tx => [
    await createPrincipal(tx, house.registry, null, organisationId, {
      ...made,
      name: 'Plein',
      email: 'plein@montauzan.fr',
      quota: 0,
    }),
    await createPrincipal(tx, house.registry, null, organisationId, {
      ...made,
      name: 'Parti',
      email: 'parti@montauzan.fr',
    }),
  ])
  assert.ok(full)
  await house.db.write(tx => disablePrincipal(tx, null, organisationId, gone!.id))
  const client = await open()
  await client.say('MAIL FROM:<x@example.org>')
  assert.equal(statusOf(await client.say('RCPT TO:<plein@montauzan.fr>')), '452 4.2.2')
  assert.equal(statusOf(await client.say('RCPT TO:<parti@montauzan.fr>')), '250 2.1.5')
  client.close()
})

test('a mailbox that has no room for the message is worth another try', async () => {
  await house.db.run(sql`update account set quota = 300 where account_id = ${paul.accountId}`)
  const client = await open()
  const reply = await send(client, 'x@example.org', ['paul@montauzan.fr'], letter('x'.repeat(500)))
  assert.equal(statusOf(reply), '452 4.2.2')
  await house.db.run(sql`update account set quota = null where account_id = ${paul.accountId}`)
  client.close()
})

test('when one of several has no room, the sender gets a report and the others the message', async () => {
  await house.db.run(sql`update account set quota = 300 where account_id = ${paul.accountId}`)
  const client = await open()
  const to = ['paul@montauzan.fr', 'jean@montauzan.fr']
  const reply = await send(client, 'claire@montauzan.fr', to, letter('x'.repeat(500)))
  await house.db.run(sql`update account set quota = null where account_id = ${paul.accountId}`)
  assert.equal(reply.code, 250)
  assert.match(last(await inbox(jean)), /xxxx/)
  const report = last(await inbox(claire))
  assert.match(report, /^Return-Path: <>\r\n/)
  assert.match(report, /Final-Recipient: rfc822; paul@montauzan\.fr\r\nAction: failed\r\nStatus: 4\.2\.2\r\n/)
  client.close()
})

test('a message to many is stored once', async () => {
  const client = await open()
  const to = ['claire', 'paul', 'jean', 'claire+cantine'].map(name => `${name}@montauzan.fr`)
  const before = (await inbox(claire)).length
  assert.equal((await send(client, 'x@example.org', to, letter('À tous'))).code, 250)
  const row = await house.db.row<{ refs: number }>(sql`
    select count(distinct blob_digest)::int as refs from email e join email_content c using (account_id, id)
    where c.subject = 'À tous'`)
  assert.equal(row?.refs, 1)
  assert.equal((await inbox(claire)).length, before + 1)
  client.close()
})

test('mail to the postmaster reaches who administers, with a domain or none', async () => {
  const client = await open()
  const before = (await inbox(jean)).length
  for (const to of ['postmaster', 'Postmaster@montauzan.fr'])
    assert.equal((await send(client, '', [to], letter('Alerte'))).code, 250)
  assert.equal((await inbox(jean)).length, before + 2)
  client.close()
})

test('mail to the postmaster reaches who administers also where that is a group of nobody', async () => {
  const group = { type: 'group', name: 'Postmaster', email: 'postmaster@montauzan.fr' } as const
  await house.db.write(tx => createPrincipal(tx, house.registry, null, organisationId, group))
  const client = await open()
  assert.equal(
    (await send(client, 'x@example.org', ['postmaster@montauzan.fr'], letter('Au secours'))).code,
    250,
  )
  assert.match(last(await inbox(jean)), /Au secours/)
  client.close()
})

test('a message that has gone through fifty servers goes in a loop', async () => {
  const client = await open()
  const hop = 'Received: from a by b; Tue, 3 Feb 2026 09:30:00 +0000\r\n'
  const to = ['claire@montauzan.fr']
  assert.equal((await send(client, '', to, hop.repeat(50) + letter('50'))).code, 250)
  assert.equal(statusOf(await send(client, '', to, hop.repeat(51) + letter('51'))), '554 5.4.6')
  client.close()
})

test('an address beyond ASCII needs SMTPUTF8', async () => {
  const client = await open()
  assert.equal(statusOf(await client.say('MAIL FROM:<élodie@example.org>')), '553 5.6.7')
  assert.equal((await client.say('MAIL FROM:<élodie@example.org> SMTPUTF8')).code, 250)
  client.close()
})

test('a session goes on over TLS', async () => {
  const client = await open()
  await client.startTls()
  await client.say('EHLO client.example')
  assert.equal((await send(client, '', ['paul@montauzan.fr'], letter('Chiffré'))).code, 250)
  assert.match(last(await inbox(paul)), /with ESMTPS id/)
  client.close()
})

test('commands that were sent together are answered one by one', async () => {
  const client = await open()
  client.write('MAIL FROM:<>\r\nRCPT TO:<nobody@montauzan.fr>\r\nRCPT TO:<paul@montauzan.fr>\r\nDATA\r\n')
  const codes = [await client.hear(), await client.hear(), await client.hear(), await client.hear()]
  assert.deepEqual(
    codes.map(reply => reply.code),
    [250, 550, 250, 354],
  )
  client.write(`${letter('Ensemble')}\r\n.\r\nNOOP\r\nQUIT\r\n`)
  const rest = [await client.hear(), await client.hear(), await client.hear()]
  assert.deepEqual(
    rest.map(reply => reply.code),
    [250, 250, 221],
  )
})

test('a client that goes away in the middle of a message leaves nothing behind', async () => {
  const before = (await inbox(claire)).length
  const client = await open()
  for (const line of ['MAIL FROM:<>', 'RCPT TO:<claire@montauzan.fr>', 'DATA']) await client.say(line)
  client.write(letter('Moitié'))
  client.close()
  const other = await open()
  assert.equal((await send(other, '', ['paul@montauzan.fr'], letter('Entier'))).code, 250)
  assert.equal((await inbox(claire)).length, before)
  other.close()
})
