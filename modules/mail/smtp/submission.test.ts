import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSession } from '../../../core/login/session.ts'
import { updatePrincipal } from '../../../core/principal.ts'
import { PASSWORD } from '../../../test/house.ts'
import { writeBearer } from '../../../wire/sasl/oauthbearer.ts'
import { scramClient } from '../sasl/test/scram.ts'
import { type Client, greet, openClient, plainToken, send } from './test/client.ts'
import { town } from './test/town.ts'

const { house, ports, organisationId, claire, paul, inbox, waiting } = await town()
const letter = (fields = '') => `From: claire@montauzan.fr\r\n${fields}Subject: Budget\r\n\r\nBonjour`
const statusOf = ({ code, status }: { code: number; status: string | null }) => `${code} ${status}`
const last = (messages: readonly string[]) => messages.at(-1) ?? ''

async function loggedIn(): Promise<Client> {
  const client = await greet(ports['submission']!)
  await client.startTls()
  await client.say('EHLO client.example')
  const reply = await client.say(`AUTH PLAIN ${plainToken('claire@montauzan.fr', PASSWORD)}`)
  assert.equal(statusOf(reply), '235 2.7.0')
  return client
}

test('nobody sends without having logged in', async () => {
  const client = await greet(ports['submission']!)
  assert.equal(statusOf(await client.say('MAIL FROM:<claire@montauzan.fr>')), '530 5.7.0')
  client.close()
})

test('a login works with TLS from the start, by LOGIN too', async () => {
  const client = await greet(ports['submissions']!, { tls: true })
  const encode = (text: string) => Buffer.from(text).toString('base64')
  await client.say('AUTH LOGIN')
  await client.say(encode('claire@montauzan.fr'))
  assert.equal((await client.say(encode(PASSWORD))).code, 235)
  client.close()
})

test('a password is proved without being said, and the server proves that it knows it', async () => {
  const prove = async (password: string) => {
    const client = await greet(ports['submissions']!, { tls: true })
    const scram = scramClient('claire@montauzan.fr', password)
    const challenge = await client.say(`AUTH SCRAM-SHA-256 ${scram.first}`)
    const { final, expected } = scram.prove(challenge.lines[0]!)
    return { client, reply: await client.say(final), expected }
  }
  const { client, reply, expected } = await prove(PASSWORD)
  assert.deepEqual([reply.code, reply.lines], [334, [expected]])
  assert.equal(statusOf(await client.say('')), '235 2.7.0')
  assert.equal(statusOf(await client.say('MAIL FROM:<claire@montauzan.fr>')), '250 2.1.0')
  client.close()
  const wrong = await prove('wrong')
  assert.equal(statusOf(wrong.reply), '535 5.7.8')
  wrong.client.close()
})

test('a bearer token of the house logs in; a login that is called off, or cannot be read, may be begun anew', async () => {
  const { token } = await house.db.write(tx =>
    createSession(tx, claire, { kind: 'bearer', userAgent: 'Phone', ip: '127.0.0.1' }),
  )
  const said = (token: string) => writeBearer({ authorize: '', token }).toString('base64')
  const client = await greet(ports['submissions']!, { tls: true })
  assert.equal((await client.say('AUTH OAUTHBEARER')).code, 334)
  assert.equal(statusOf(await client.say('*')), '501 5.5.2')
  assert.equal(statusOf(await client.say('AUTH SCRAM-SHA-256 =')), '501 5.5.2')
  assert.equal((await client.say(`AUTH OAUTHBEARER ${said('2b.x')}`)).code, 334)
  assert.equal(statusOf(await client.say('AQ==')), '535 5.7.8')
  assert.equal(statusOf(await client.say(`AUTH OAUTHBEARER ${said(token)}`)), '235 2.7.0')
  client.close()
})

test('a wrong password is refused, and too many of them lock the door for a while', async () => {
  const replies = []
  for (let i = 0; i < 11; i++) {
    const client = await greet(ports['submissions']!, { tls: true })
    replies.push(await client.say(`AUTH PLAIN ${plainToken('paul@montauzan.fr', `wrong ${i}`)}`))
    client.close()
  }
  assert.deepEqual(
    replies.map(({ code }) => code),
    [...Array.from({ length: 10 }, () => 535), 454],
  )
  assert.match(replies.at(-1)!.lines[0]!, /wrong passwords .* try again in 1[45] minutes/)
})

test('nobody logs in while the organisation has mail switched off', async () => {
  house.registry.setOff(organisationId, new Set(['mail']))
  const client = await greet(ports['submissions']!, { tls: true })
  const token = plainToken('claire@montauzan.fr', PASSWORD)
  const refused = await client.say(`AUTH PLAIN ${token}`)
  house.registry.setOff(organisationId, new Set())
  assert.equal(statusOf(refused), '535 5.7.1')
  assert.equal(statusOf(await client.say(`AUTH PLAIN ${token}`)), '235 2.7.0')
  client.close()
})

test('a message to a colleague arrives at once, without who is hidden in it', async () => {
  const client = await loggedIn()
  const fields = 'Bcc: jean@montauzan.fr,\r\n paul@montauzan.fr\r\n'
  const reply = await send(client, 'claire@montauzan.fr', ['paul@montauzan.fr'], letter(fields))
  assert.equal(statusOf(reply), '250 2.6.0')
  const message = last(await inbox(paul))
  assert.match(message, /with ESMTPSA id/)
  assert.doesNotMatch(message, /jean@|^Bcc:/im)
  client.close()
})

test('a message without date and id is given both, one with them keeps its own', async () => {
  const client = await loggedIn()
  const to = ['paul@montauzan.fr']
  await send(client, 'claire@montauzan.fr', to, letter())
  const bare = last(await inbox(paul))
  assert.match(bare, /\r\nDate: [^\r]+\r\nMessage-ID: <[^>]+>\r\nFrom: claire@/)
  const own = 'Date: Tue, 3 Feb 2026 09:30:00 +0100\r\nMessage-ID: <own@montauzan.fr>\r\n'
  await send(client, 'claire@montauzan.fr', to, letter(own))
  const whole = last(await inbox(paul))
  assert.equal(whole.match(/^(Date|Message-ID):/gim)?.length, 2)
  assert.ok(whole.includes(own))
  client.close()
})

// RFC 5322 §3.6: no message is without one, and programs on machines forget it.
test('a message that says not who it is from is from its sender', async () => {
  const client = await loggedIn()
  const reply = await send(
    client,
    'claire@montauzan.fr',
    ['paul@montauzan.fr'],
    'Subject: Sauvegarde\r\n\r\nFaite.\r\n',
  )
  assert.equal(statusOf(reply), '250 2.6.0')
  assert.equal(last(await inbox(paul)).match(/^From:.*$/m)?.[0], 'From: claire@montauzan.fr')
  client.close()
})

// RFC 5321 §3.3 asks for the brackets; scanners and old machines leave them out.
test('an address without angle brackets is as good as one with them', async () => {
  const client = await loggedIn()
  assert.equal(statusOf(await client.say('MAIL FROM:claire@montauzan.fr SIZE=100')), '250 2.1.0')
  assert.equal(statusOf(await client.say('RCPT TO: paul@montauzan.fr NOTIFY=NEVER')), '250 2.1.5')
  for (const bad of ['RCPT TO:paul@montauzan.fr>', 'RCPT TO:paul', 'RCPT TO:a@b@montauzan.fr', 'RCPT TO:'])
    assert.equal(statusOf(await client.say(bad)), '501 5.1.3', bad)
  client.close()
})

test('somebody else’s address is refused, one’s own alias is not', async () => {
  await house.db.write(tx =>
    updatePrincipal(tx, null, organisationId, claire.principalId, { aliases: ['mairie@montauzan.fr'] }),
  )
  const client = await loggedIn()
  assert.equal(statusOf(await client.say('MAIL FROM:<paul@montauzan.fr>')), '553 5.7.1')
  assert.equal(statusOf(await client.say('MAIL FROM:<boss@example.org>')), '553 5.7.1')
  assert.equal((await client.say('MAIL FROM:<mairie@montauzan.fr>')).code, 250)
  client.close()
})

test('a message to elsewhere waits on the queue, with what its sender asked for', async () => {
  const client = await loggedIn()
  await client.say('MAIL FROM:<claire@montauzan.fr> RET=HDRS ENVID=QQ+3D7')
  await client.say('RCPT TO:<anna@Example.ORG> NOTIFY=FAILURE,DELAY ORCPT=rfc822;anna@example.org')
  await client.say('RCPT TO:<paul@montauzan.fr>')
  await client.say('DATA')
  client.write(`${letter()}\r\n.\r\n`)
  assert.equal((await client.hear()).code, 250)
  assert.deepEqual(await waiting(), [
    {
      rcpt: 'anna@Example.ORG',
      mail_from: 'claire@montauzan.fr',
      parameters: { ret: 'HDRS', envid: 'QQ=7', notify: 'FAILURE,DELAY', orcpt: 'rfc822;anna@example.org' },
    },
  ])
  assert.match(last(await inbox(paul)), /Budget/)
  client.close()
})

test('a colleague who does not exist is refused at once', async () => {
  const client = await loggedIn()
  await client.say('MAIL FROM:<claire@montauzan.fr>')
  assert.equal(statusOf(await client.say('RCPT TO:<nobody@montauzan.fr>')), '550 5.1.1')
  client.close()
})

test('a login that was made before TLS is forgotten with it', async () => {
  const client = await openClient(ports['submission']!)
  await client.say('EHLO client.example')
  assert.equal((await client.say(`AUTH PLAIN ${plainToken('claire@montauzan.fr', PASSWORD)}`)).code, 235)
  await client.startTls()
  await client.say('EHLO client.example')
  assert.equal((await client.say('MAIL FROM:<claire@montauzan.fr>')).code, 530)
  client.close()
})

test('in whose name a letter is written is seen wherever in the header it stands', async () => {
  const client = await loggedIn()
  const forged = 'From: Jean <jean@montauzan.fr>\r\n'
  const to = ['paul@montauzan.fr']
  const hidden = `From: claire@montauzan.fr\r\n${forged.replace('From', 'Fr\0om')}\r\nVirement`
  assert.equal(statusOf(await send(client, 'claire@montauzan.fr', to, hidden)), '553 5.7.1')
  const late = `${'X-Nothing:\r\n'.repeat(10_000)}${forged}\r\nVirement`
  assert.equal(statusOf(await send(client, 'claire@montauzan.fr', to, late)), '554 5.6.0')
  client.close()
})
