import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestHouse } from '../../../test/house.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'
import { append, freshMailbox, letter } from './test/letters.ts'

let house: TestHouse
let client: Client
before(async () => {
  house = await imapHouse()
  client = await Client.login(house.ports['imap']!, 'claire@montauzan.fr')
})
after(async () => {
  client.close()
  await house.close()
})

const fetched = async (command: string) => (await client.say(command)).lines

test('a message comes back byte for byte', async () => {
  const name = await freshMailbox(client)
  const text = letter({}, 'Première ligne\r\n.\r\nDernière, sans fin')
  await append(client, name, text)
  const [line] = await fetched('FETCH 1 BODY.PEEK[]')
  assert.equal(
    line,
    `* 1 FETCH (BODY[] {${Buffer.byteLength(text)}}\r\n${Buffer.from(text).toString('latin1')})`,
  )
})

test('bare line feeds are mended on their way in', async () => {
  const name = await freshMailbox(client)
  await append(client, name, letter({}, 'un\ndeux\r\ntrois\n'))
  const [line] = await fetched('FETCH 1 BODY.PEEK[TEXT]')
  assert.equal(line, '* 1 FETCH (BODY[TEXT] {17}\r\nun\r\ndeux\r\ntrois\r\n)')
})

test('reading a body marks it as seen and says so, peeking does not', async () => {
  await freshMailbox(client, 2)
  assert.doesNotMatch((await fetched('FETCH 1 BODY.PEEK[TEXT]'))[0]!, /FLAGS/)
  assert.match((await fetched('FETCH 1:2 BODY[TEXT]'))[1]!, /FLAGS \(\\Seen\)/)
  assert.deepEqual(await fetched('FETCH 1:2 FLAGS'), [
    '* 1 FETCH (FLAGS (\\Seen))',
    '* 2 FETCH (FLAGS (\\Seen))',
  ])
})

test('the envelope tells the header as it was written', async () => {
  const name = await freshMailbox(client)
  await append(client, name, letter({ Subject: '=?utf-8?q?D=C3=A9lib=C3=A9ration?=', 'Message-ID': '<a@x>' }))
  assert.deepEqual(await fetched('FETCH 1 ENVELOPE'), [
    '* 1 FETCH (ENVELOPE ("Tue, 24 Nov 2026 09:00:00 +0100" "=?utf-8?q?D=C3=A9lib=C3=A9ration?=" ' +
      '(("Claire Fontaine" NIL "claire" "montauzan.fr")) (("Claire Fontaine" NIL "claire" "montauzan.fr")) ' +
      '(("Claire Fontaine" NIL "claire" "montauzan.fr")) (("Paul Garrigue" NIL "paul" "montauzan.fr")) NIL NIL NIL "<a@x>"))',
  ])
})

const MIXED = [
  'Subject: Pièce jointe',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'texte',
  '--b',
  'Content-Type: application/octet-stream',
  'Content-Transfer-Encoding: base64',
  '',
  'AAECAw==',
  '--b--',
  '',
].join('\r\n')

test('ENVELOPE tells a local part without its quoting', async () => {
  const name = await freshMailbox(client)
  await append(client, name, letter({ From: String.raw`"L'accueil" <"la \"mairie\" du bas"@a.fr>` }, ''))
  const { lines } = await client.say('FETCH 1 ENVELOPE')
  const from = String.raw`(("L'accueil" NIL "la \"mairie\" du bas" "a.fr"))`
  assert.ok(lines[0]!.includes(`${from} ${from} ${from}`), lines[0])
})

test('parts of a message are told and read by their number', async () => {
  const name = await freshMailbox(client)
  await append(client, name, MIXED)
  assert.match(
    (await fetched('FETCH 1 BODYSTRUCTURE'))[0]!,
    /BODYSTRUCTURE \(\("text" "plain" .*"mixed" \("boundary" "b"\)/i,
  )
  assert.deepEqual(await fetched('FETCH 1 (BODY.PEEK[1] BODY.PEEK[2.MIME])'), [
    '* 1 FETCH (BODY[1] {5}\r\ntexte BODY[2.MIME] {77}\r\n' +
      'Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n)',
  ])
})

test('BINARY undoes the transfer encoding', async () => {
  const name = await freshMailbox(client)
  await append(client, name, MIXED)
  assert.deepEqual(await fetched('FETCH 1 (BINARY.PEEK[2] BINARY.SIZE[2])'), [
    '* 1 FETCH (BINARY[2] ~{4}\r\n\0\x01\x02\x03 BINARY.SIZE[2] 4)',
  ])
  const size = Buffer.byteLength(MIXED)
  assert.deepEqual(await fetched('FETCH 1 BINARY.SIZE[]'), [`* 1 FETCH (BINARY.SIZE[] ${size})`])
})

test('a range of octets is what was asked, and nothing beyond the end', async () => {
  const name = await freshMailbox(client)
  await append(client, name, letter({}, '0123456789'))
  assert.deepEqual(await fetched('FETCH 1 BODY.PEEK[TEXT]<4.3>'), ['* 1 FETCH (BODY[TEXT]<4> {3}\r\n456)'])
  assert.deepEqual(await fetched('FETCH 1 BODY.PEEK[TEXT]<99.3>'), ['* 1 FETCH (BODY[TEXT]<99> {0}\r\n)'])
})

test('a large message streams, whole and in pieces', async () => {
  const name = await freshMailbox(client)
  const body = Array.from({ length: 40_000 }, (_, i) => `${i} ${'x'.repeat(60)}\r\n`).join('')
  const text = letter({ Subject: 'Gros envoi' }, body)
  await append(client, name, text)
  const [whole] = await fetched('FETCH 1 BODY.PEEK[]')
  assert.equal(whole, `* 1 FETCH (BODY[] {${text.length}}\r\n${text})`)
  const [piece] = await fetched('FETCH 1 (BODY.PEEK[HEADER.FIELDS (Subject)] BODY.PEEK[TEXT]<2000000.64>)')
  assert.equal(
    piece,
    `* 1 FETCH (BODY[HEADER.FIELDS (Subject)] {23}\r\nSubject: Gros envoi\r\n\r\n BODY[TEXT]<2000000> {64}\r\n${body.slice(2_000_000, 2_000_064)})`,
  )
})

test('a number without a message is refused, a UID without one is passed over', async () => {
  await freshMailbox(client, 1)
  assert.match((await client.say('FETCH 2 FLAGS')).end, /^BAD/)
  const { lines, end } = await client.say('UID FETCH 7:9 FLAGS')
  assert.deepEqual(lines, [])
  assert.match(end, /^OK/)
})

test('only what changed since is told', async () => {
  await freshMailbox(client, 3)
  const line = (await fetched('FETCH 3 MODSEQ')).at(-1)!
  const modseq = /MODSEQ \((\d+)\)/.exec(line)![1]
  await client.say('UID STORE 1 +FLAGS.SILENT (\\Answered)')
  const changed = await fetched(`FETCH 1:* (FLAGS) (CHANGEDSINCE ${modseq})`)
  assert.equal(changed.length, 1)
  assert.match(changed[0]!, /^\* 1 FETCH \(FLAGS \(\\Answered\) MODSEQ \(\d+\)\)$/)
})

test('a page of a UID FETCH counts from the first message or from the last', async () => {
  await freshMailbox(client, 5)
  const uids = async (page: string) =>
    (await fetched(`UID FETCH 1:* (FLAGS) (PARTIAL ${page})`)).map(line => /UID (\d+)/.exec(line)![1])
  assert.deepEqual(await uids('2:3'), ['2', '3'])
  assert.deepEqual(await uids('-1:-2'), ['4', '5'])
  assert.deepEqual(await uids('4:9'), ['4', '5'])
  assert.deepEqual(await uids('6:9'), [])
  assert.match((await client.say('FETCH 1:* FLAGS (PARTIAL 1:2)')).end, /^BAD/)
})
