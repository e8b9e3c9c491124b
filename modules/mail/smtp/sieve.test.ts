import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Actor } from '../../../core/actor.ts'
import type { AccountId } from '../../../lib/id.ts'
import { sql } from '../../../store/sql.ts'
import { setForwardingRule } from '../model/forwarding.ts'
import { listMailboxes } from '../model/mailboxes.ts'
import { listMessages } from '../model/messages.ts'
import { asOwner } from '../model/rights.ts'
import { activateScript, createScript, prepareScript } from '../model/sieve/scripts.ts'
import { setVacation } from '../model/sieve/vacation-response.ts'
import { releaseSubmission } from './release.ts'
import { greet, send } from './test/client.ts'
import { town } from './test/town.ts'

const { house, ports, jean, claire, paul, inbox, waiting } = await town()
const client = await greet(ports['smtp']!)
let next = 0

const letter = (subject: string, ...fields: string[]) =>
  [
    'From: Anna <anna@exemple.example>',
    'To: claire@montauzan.fr',
    `Subject: ${subject}`,
    `Message-ID: <${++next}@exemple.example>`,
    ...fields,
    '',
    'Bonjour',
  ].join('\r\n')

const deliver = (subject: string, to = ['claire@montauzan.fr'], ...fields: string[]) =>
  send(client, 'anna@exemple.example', to, letter(subject, ...fields))

/** The one script of a person, active. */
async function filter({ accountId }: Actor, source: string): Promise<void> {
  const content = await prepareScript(house, source)
  await house.db.write(async tx => {
    await activateScript(tx, accountId, null)
    await activateScript(tx, accountId, await createScript(tx, house, accountId, `s${++next}`, content))
  })
}

const unfilter = ({ accountId }: Actor) => house.db.write(tx => activateScript(tx, accountId, null))

/** Messages of a mailbox by its name, oldest first. */
async function messagesIn({ accountId }: Actor, name: string) {
  const mailbox = (await listMailboxes(house.db, asOwner(accountId))).find(one => one.name === name)
  const messages = mailbox ? await listMessages(house.db, accountId, mailbox.id, {}) : []
  const bytes = await house.blobs.readMany(messages.map(message => message.digest))
  return messages.map(message => ({ ...message, text: bytes.get(message.digest)!.toString() }))
}

const subjects = (texts: readonly string[]) => texts.map(text => /^Subject: (.*)$/m.exec(text)?.[1]?.trim())

/** Lets what the filters hold go, as the job does. */
async function release(): Promise<void> {
  const held = await house.db.rows<{ accountId: AccountId; id: number }>(
    sql`select account_id as "accountId", id from held_submission order by id`,
  )
  for (const one of held) await releaseSubmission(house, one)
}

test('a message is filed where the script says, with its flags, in mailboxes that it makes', async () => {
  await filter(
    claire,
    'require ["fileinto", "mailbox", "imap4flags"]; fileinto :create :flags ["\\\\Seen", "Urgent"] "Projets/Halle"; fileinto :create :flags ["\\\\Seen", "Urgent"] "Vus"; ',
  )
  assert.equal((await deliver('Chantier')).code, 250)
  const [message, ...others] = await messagesIn(claire, 'Halle')
  assert.deepEqual([others.length, message?.keywords], [0, ['$seen', 'urgent']])
  assert.equal((await messagesIn(claire, 'Vus'))[0]?.emailId, message?.emailId)
  assert.ok(!subjects(await inbox(claire)).includes('Chantier'))
})

test('a message that is thrown away is taken, and nowhere', async () => {
  await filter(claire, 'if header :contains "subject" "Loterie" { discard; }')
  assert.equal((await deliver('Loterie')).code, 250)
  assert.equal((await deliver('Conseil')).code, 250)
  assert.deepEqual(subjects(await inbox(claire)), ['Conseil'])
})

test('an edited header is that of the stored message, and of its bytes', async () => {
  await filter(claire, 'require "editheader"; addheader "X-Service" "Urbanisme"; deleteheader "X-Gone";')
  await deliver('Permis', undefined, 'X-Gone: yes')
  const text = (await inbox(claire)).at(-1)!
  assert.match(text, /^X-Service: Urbanisme\r\nReturn-Path: /)
  assert.doesNotMatch(text, /X-Gone/)
  assert.ok(text.endsWith('\r\n\r\nBonjour\r\n'))
})

test('a message sent on waits for its way out, with its sender, to people elsewhere and here', async () => {
  await filter(
    claire,
    'require "copy"; redirect :copy "ailleurs@exemple.example"; redirect "paul@montauzan.fr";',
  )
  const before = (await inbox(paul)).length
  await deliver('Transfert')
  assert.ok(!subjects(await inbox(claire)).includes('Transfert'))
  await release()
  assert.deepEqual(await waiting(), [
    { rcpt: 'ailleurs@exemple.example', mail_from: 'anna@exemple.example', parameters: {} },
  ])
  const received = await inbox(paul)
  assert.equal(received.length, before + 1)
  assert.match(received.at(-1)!, /^Delivered-To: claire@montauzan\.fr\r\n/)
  await house.db.run(sql`delete from outgoing`)
})

test('what the administrators let nothing be forwarded to gets nothing: it stays, and the owner is told once a day', async () => {
  const rule = (forwarding: 'allowed' | 'listed' | 'refused', listed: string[] = []) =>
    house.db.write(tx => setForwardingRule(tx, jean, jean.organisationId, { forwarding, listed }))
  const rcpts = async () => (await waiting()).map(({ rcpt }) => rcpt)
  const notices = async () => (await inbox(jean)).filter(text => /^From: Bastide </m.test(text))
  const to = ['jean@montauzan.fr']
  await filter(jean, 'redirect "anna@exemple.example"; redirect "paul@montauzan.fr";')
  await rule('refused')
  const [told, given] = [(await notices()).length, (await inbox(paul)).length]
  await deliver('Clôture', to)
  await deliver('Clôture bis', to)
  await release()
  assert.deepEqual([await rcpts(), (await inbox(paul)).length], [[], given + 2])
  const here = subjects(await inbox(jean))
  assert.deepEqual([here.includes('Clôture'), (await notices()).length], [true, told + 1])
  await filter(jean, 'redirect "anna@exemple.example";')
  await deliver('Seule', to)
  assert.ok(subjects(await inbox(jean)).includes('Seule'))
  await rule('listed', ['@Exemple.example', 'bob@autre.example'])
  await filter(
    jean,
    'redirect "anna@exemple.example"; redirect "bob@autre.example"; redirect "eve@autre.example";',
  )
  await deliver('Choisie', to)
  await release()
  assert.deepEqual(await rcpts(), ['anna@exemple.example', 'bob@autre.example'])
  await rule('allowed')
  await deliver('Libre', to)
  await release()
  assert.equal((await rcpts()).length, 5)
  await house.db.run(sql`delete from outgoing`)
  await unfilter(jean)
})

test('two who send to each other end in one mailbox, not in a ring', async () => {
  await filter(claire, 'redirect "paul@montauzan.fr";')
  await filter(paul, 'redirect "claire@montauzan.fr";')
  await deliver('Ronde')
  for (let i = 0; i < 4; i++) await release()
  assert.equal((await house.db.row<{ n: number }>(sql`select count(*)::int as n from held_submission`))!.n, 0)
  assert.equal(subjects(await inbox(claire)).filter(one => one === 'Ronde').length, 1)
  await unfilter(paul)
})

test('a report of what could not be delivered goes through the filter of who wrote it, and is answered by nothing', async () => {
  const rejecting = 'require "ereject"; ereject "Non";'
  await filter(jean, rejecting)
  const write = () =>
    send(client, 'claire@montauzan.fr', ['jean@montauzan.fr', 'paul@montauzan.fr'], letter('Perdu'))
  const reports = async (name: string) =>
    (await messagesIn(claire, name)).filter(({ text }) => text.includes('multipart/report'))
  const script = `require ["fileinto", "mailbox", "copy", "vacation", "ereject", "envelope"];
    if envelope :is "from" "" { fileinto :create "Retours"; redirect :copy "jean@montauzan.fr"; }
    vacation :handle "retour" "Absente";`
  await filter(claire, script)
  assert.equal((await write()).code, 250)
  for (let i = 0; i < 4; i++) await release()
  const [report, ...others] = await reports('Retours')
  assert.equal(others.length, 0)
  assert.match(report!.text, /^Return-Path: <>\r\n/)
  // Its copy was refused by no one, though who gets it refuses everything; nobody was told that she is away.
  const copies = (await inbox(jean)).filter(text => text.includes('multipart/report'))
  assert.equal(copies.length, 1)
  assert.ok(!subjects(await inbox(claire)).some(subject => /Absente|Auto/.test(subject ?? '')))
  assert.deepEqual(await waiting(), [])

  await filter(claire, rejecting)
  await write()
  for (let i = 0; i < 2; i++) await release()
  assert.equal((await inbox(claire)).filter(text => text.includes('multipart/report')).length, 1)
  await unfilter(claire)
  await unfilter(jean)
})

test('a rejection is told in the session where it concerns everybody, else in a report', async () => {
  await filter(claire, 'require "ereject"; ereject "Écrivez à la mairie";')
  const refused = await deliver('Refus')
  assert.deepEqual([refused.code, refused.status, refused.lines], [550, '5.7.1', ['Ecrivez a la mairie']])
  assert.equal((await deliver('Refus', ['claire@montauzan.fr', 'jean@montauzan.fr'])).code, 250)
  assert.ok(subjects(await inbox(jean)).includes('Refus'))
  assert.deepEqual(await waiting(), [{ rcpt: 'anna@exemple.example', mail_from: '', parameters: {} }])
  await house.db.run(sql`delete from outgoing`)
})

test('who is away answers once, in their own name, to whom has written to them alone', async () => {
  await filter(
    claire,
    'require "vacation"; vacation :days 2 :from "jean@montauzan.fr" :subject "Absente" "Je reviens lundi.";',
  )
  await deliver('Question')
  await deliver('Question encore')
  await deliver('Liste', undefined, 'List-Id: <a.exemple.example>')
  await deliver('Machine', undefined, 'Auto-Submitted: auto-generated')
  assert.equal(
    subjects(await inbox(claire)).filter(one => /Question|Liste|Machine/.test(one ?? '')).length,
    4,
  )
  await release()
  assert.deepEqual(await waiting(), [{ rcpt: 'anna@exemple.example', mail_from: '', parameters: {} }])
  const { digest } = (await house.db.row<{ digest: Buffer }>(
    sql`select blob_digest as digest from outgoing`,
  ))!
  const text = (await house.blobs.read(digest.toString('hex') as never)).toString()
  assert.match(
    text,
    /^From: Claire <claire@montauzan\.fr>\r\nTo: Anna <anna@exemple\.example>\r\nSubject: Absente\r\n/,
  )
  assert.match(text, /Auto-Submitted: auto-replied/)
  await house.db.run(sql`delete from outgoing`)
})

// RFC 5230 §4.7
test('a script that answers does so wherever it puts the message', async () => {
  for (const [name, fate] of [
    ['détruit', 'discard;'],
    ['jeté', 'fileinto :specialuse "\\\\Trash" "x";'],
  ]) {
    const require = 'require ["vacation", "fileinto", "special-use"];'
    await filter(claire, `${require} vacation :handle "${name}" "Absente"; ${fate}`)
    await deliver(`Sort ${name}`)
    await release()
    assert.equal((await waiting()).length, 1)
    await house.db.run(sql`delete from outgoing`)
  }
  assert.ok(!subjects(await inbox(claire)).some(subject => subject?.startsWith('Sort')))
})

test('a duplicate is known by what came before', async () => {
  await filter(claire, 'require "duplicate"; if duplicate :uniqueid "same" { discard; }')
  await deliver('Double')
  await deliver('Double')
  assert.equal(subjects(await inbox(claire)).filter(one => one === 'Double').length, 1)
})

test('a script that goes wrong keeps the message, and its owner is told once', async () => {
  await filter(claire, 'require ["fileinto", "imap4flags"]; fileinto "Nulle part"; addflag "$x";')
  await deliver('Faute')
  await deliver('Faute')
  const found = subjects(await inbox(claire))
  assert.equal(found.filter(one => one === 'Faute').length, 2)
  const notices = (await inbox(claire)).filter(
    text => text.includes('postmaster@') && text.includes('Auto-Submitted: auto-generated'),
  )
  assert.equal(notices.length, 1)
  assert.ok(notices[0]!.includes('Nulle part'))
})

test('what has no room is refused, and nothing is sent for it', async () => {
  await filter(
    claire,
    'require ["copy", "vacation"]; redirect :copy "ailleurs@exemple.example"; vacation :handle "full" "x";',
  )
  await house.db.run(sql`update account set quota = used + 10 where account_id = ${claire.accountId}`)
  assert.equal((await deliver('Plein')).code, 452)
  await house.db.run(sql`update account set quota = null where account_id = ${claire.accountId}`)
  assert.equal((await house.db.row<{ n: number }>(sql`select count(*)::int as n from held_submission`))!.n, 0)
})

test('an absence answers people of the house and others each in their words, unless it is spam or another time', async () => {
  const absence = { subject: null, textBody: 'Pour tous', htmlBody: null, colleaguesTextBody: 'Entre nous' }
  const times = { isEnabled: true, fromAt: null, toAt: null, answersOutside: true }
  await unfilter(claire)
  const away = (change: object) =>
    house.db.write(tx => setVacation(tx, claire.accountId, { ...absence, ...times, ...change }))
  await away({ toAt: new Date('2020-01-01T00:00:00Z') })
  await deliver('Trop tard')
  await away({ answersOutside: false })
  await deliver('Dehors')
  assert.deepEqual(await waiting(), [])
  await filter(
    claire,
    `require ["fileinto", "special-use"];
    if header "subject" "Spam" { fileinto :specialuse "\\\\Junk" "x"; }
    if header "subject" "Ordure" { fileinto :specialuse "\\\\Trash" "x"; }
    if header "subject" "Rien" { discard; }`,
  )
  await away({})
  await deliver('Spam')
  await deliver('Ordure')
  await deliver('Rien')
  await release()
  assert.deepEqual(await waiting(), [])
  await deliver('Vraie question')
  await release()
  assert.deepEqual(
    (await waiting()).map(one => one.rcpt),
    ['anna@exemple.example'],
  )
  await send(
    client,
    'paul@montauzan.fr',
    ['claire@montauzan.fr'],
    letter('Collègue').replace('Anna <anna@exemple.example>', 'paul@montauzan.fr'),
  )
  await release()
  assert.match((await inbox(paul)).at(-1)!, /Entre nous/)
  await away({ isEnabled: false })
  await house.db.run(sql`delete from outgoing`)
})

test('several recipients have it each as they wish', async () => {
  await filter(claire, 'require ["fileinto", "mailbox"]; fileinto :create "Groupe";')
  await deliver('Ensemble', ['claire@montauzan.fr', 'jean@montauzan.fr', 'paul@montauzan.fr'])
  assert.equal((await messagesIn(claire, 'Groupe')).length, 1)
  for (const actor of [jean, paul]) assert.ok(subjects(await inbox(actor)).includes('Ensemble'))
  client.close()
})
