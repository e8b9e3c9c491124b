import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Client, greet } from './test/client.ts'
import { town } from './test/town.ts'

const { ports, claire, inbox } = await town({ idleMs: 1500 }, { BASTIDE_MAIL_MAX_SIZE: '100000' })
const statusOf = ({ code, status }: { code: number; status: string | null }) => `${code} ${status}`
const last = async () => (await inbox(claire)).at(-1) ?? ''

async function addressed(): Promise<Client> {
  const client = await greet(ports['smtp']!)
  await client.say('MAIL FROM:<x@example.org> BODY=8BITMIME')
  await client.say('RCPT TO:<claire@montauzan.fr>')
  return client
}

/** Sends a piece with its command, and hears what is said of it. */
function piece(client: Client, text: string, last = ''): ReturnType<Client['hear']> {
  client.write(`BDAT ${Buffer.byteLength(text)}${last}\r\n${text}`)
  return client.hear()
}

test('a message that comes in pieces is one, dots and all', async () => {
  const client = await addressed()
  assert.equal(statusOf(await piece(client, 'Subject: Pi\u00e8ces\r\n\r\n.one\r\n')), '250 2.6.0')
  assert.equal(statusOf(await piece(client, '.\r\ntwo')), '250 2.6.0')
  assert.equal(statusOf(await piece(client, '\r\n..three\r\n', ' LAST')), '250 2.6.0')
  assert.ok((await last()).endsWith('\r\n\r\n.one\r\n.\r\ntwo\r\n..three\r\n'))
  client.close()
})

test('commands, pieces and what follows them may come in one packet', async () => {
  const client = await greet(ports['smtp']!)
  client.write(
    'MAIL FROM:<x@example.org>\r\nRCPT TO:<claire@montauzan.fr>\r\nBDAT 10\r\nSubject: aBDAT 8\r\n\r\n\r\nhellBDAT 0 LAST\r\nNOOP\r\n',
  )
  const codes = []
  for (let i = 0; i < 6; i++) codes.push((await client.hear()).code)
  assert.deepEqual(codes, [250, 250, 250, 250, 250, 250])
  assert.ok((await last()).endsWith('Subject: a\r\n\r\nhell'), await last())
  client.close()
})

test('what stands in a piece is never a command', async () => {
  const before = (await inbox(claire)).length
  const client = await addressed()
  const text =
    'Subject: plain\r\n\r\n.\r\nMAIL FROM:<boss@montauzan.fr>\r\nRCPT TO:<claire@montauzan.fr>\r\nDATA\r\n'
  assert.equal((await piece(client, text, ' LAST')).code, 250)
  assert.equal((await client.say('NOOP')).lines[0], 'OK')
  assert.equal((await inbox(claire)).length, before + 1)
  client.close()
})

test('a piece without a recipient is refused, and its bytes are nobody’s', async () => {
  const client = await greet(ports['smtp']!)
  assert.equal((await piece(client, 'QUIT\r\nRSET\r\n')).code, 503)
  assert.equal((await client.say('NOOP')).lines[0], 'OK')
  client.close()
})

test('pieces and DATA do not mix; RSET forgets what has come', async () => {
  const before = (await inbox(claire)).length
  const client = await addressed()
  await piece(client, 'Subject: given up\r\n')
  assert.equal((await client.say('DATA')).code, 503)
  assert.equal((await client.say('RCPT TO:<paul@montauzan.fr>')).code, 503)
  assert.equal((await client.say('RSET')).code, 250)
  assert.equal((await piece(client, 'x\r\n', ' LAST')).code, 503)
  assert.equal((await client.say('MAIL FROM:<x@example.org>')).code, 250)
  assert.equal((await inbox(claire)).length, before)
  client.close()
})

test('too much is refused as soon as it is announced, and a bare line end at the end', async () => {
  const client = await addressed()
  assert.equal(statusOf(await piece(client, 'x'.repeat(99_999))), '552 5.3.4')
  assert.equal((await piece(client, 'y\r\n', ' LAST')).code, 503)
  await client.say('MAIL FROM:<x@example.org>')
  await client.say('RCPT TO:<claire@montauzan.fr>')
  assert.equal((await piece(client, 'Subject: a\n\nb')).code, 250)
  assert.equal(statusOf(await piece(client, '', ' LAST')), '550 5.6.11')
  client.close()
})

test('whoever goes away between two pieces leaves nothing, and may wait no longer than others', async () => {
  const before = (await inbox(claire)).length
  const client = await addressed()
  await piece(client, 'Subject: half\r\n\r\n')
  assert.equal((await client.hear()).code, 421)
  assert.equal((await inbox(claire)).length, before)
})

test('a size that is none ends the session', async () => {
  const client = await addressed()
  client.write('BDAT many LAST\r\n')
  assert.equal((await client.hear()).code, 421)
  await assert.rejects(client.hear())
})
