import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { GUESSES_OF_PAIR } from '../../core/login/attempts.ts'
import { Client } from '../../modules/mail/imap/test/client.ts'
import { closeClients, greet, plainToken } from '../../modules/mail/smtp/test/client.ts'
import { writeRequest } from '../../wire/managesieve/request.ts'
import { PASSWORD, type TestHouse, testHouse } from '../house.ts'

let town: TestHouse
before(async () => {
  town = await testHouse()
})
after(() => {
  closeClients()
  return town.close()
})

const WHEN = /too many wrong passwords for this address: try again in 1[45] minutes/i

const signIn = (address: string, password: string) =>
  fetch(`${town.url}/auth/login`, {
    method: 'POST',
    headers: { origin: town.url, 'content-type': 'application/json' },
    body: JSON.stringify({ address, password }),
  })

test('who is locked out at one door is at each, and hears when to try again', async () => {
  const { address } = town.claire
  for (let i = 0; i < GUESSES_OF_PAIR; i++) assert.equal((await signIn(address, `faux ${i}`)).status, 401)
  const web = await signIn(address, PASSWORD)
  assert.equal(web.status, 429)
  const { detail, retryAfter, locked } = (await web.json()) as Record<string, unknown>
  assert.match(String(detail), WHEN)
  assert.deepEqual([String(retryAfter), locked], [web.headers.get('retry-after'), 'pair'])
  const authorization = `Basic ${btoa(`${address}:${PASSWORD}`)}`
  const jmap = await fetch(`${town.url}/.well-known/jmap`, { headers: { authorization } })
  assert.equal(jmap.status, 429)
  assert.match(await jmap.text(), WHEN)
  const imap = await Client.connect(town.ports['imap']!)
  await imap.line()
  const { end } = await imap.say(`LOGIN ${address} ${PASSWORD}`)
  assert.match(end, /^NO \[UNAVAILABLE\]/)
  assert.match(end, WHEN)
  const smtp = await greet(town.ports['submissions']!, { tls: true })
  const reply = await smtp.say(`AUTH PLAIN ${plainToken(address, PASSWORD)}`)
  assert.deepEqual([reply.code, reply.status], [454, '4.7.0'])
  assert.match(reply.lines.join(' '), WHEN)
  const said = await sieve(
    writeRequest({ name: 'AUTHENTICATE', arguments: ['PLAIN', plainToken(address, PASSWORD)] }),
  )
  assert.match(said, /^NO \(TRYLATER\)/m)
  assert.match(said, WHEN)
})

/** What ManageSieve says to the first command. */
async function sieve(command: string): Promise<string> {
  const socket = connect(town.ports['managesieve']!, '127.0.0.1')
  let said = ''
  socket.on('data', chunk => {
    said += chunk
  })
  while (!/^OK/m.test(said)) await once(socket, 'data')
  socket.write(command)
  while (!/^NO/m.test(said)) await once(socket, 'data')
  socket.destroy()
  return said
}
