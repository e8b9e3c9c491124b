import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { core } from '../../../../core/face.ts'
import { PASSWORD, testHouse } from '../../../../test/house.ts'
import { mail } from '../../module.ts'
import { closeClients, greet, plainToken, send } from '../test/client.ts'
import { openSink } from '../test/sink.ts'

test('what is submitted leaves by itself', async () => {
  const sink = await openSink()
  const env = { BASTIDE_SMARTHOST_HOST: '127.0.0.1', BASTIDE_SMARTHOST_PORT: String(sink.port) }
  const { ports, close } = await testHouse([core, mail], env)
  after(() => {
    closeClients()
    return close()
  })
  const client = await greet(ports['submissions']!, { tls: true })
  await client.say(`AUTH PLAIN ${plainToken('claire@montauzan.fr', PASSWORD)}`)
  const message = 'From: claire@montauzan.fr\r\nSubject: Dehors\r\n\r\nBonjour'
  const reply = await send(client, 'claire@montauzan.fr', ['anna@example.org'], message)
  assert.equal(reply.code, 250)
  await sink.arrived
  const [left] = sink.messages
  assert.deepEqual([left?.from, left?.to], ['claire@montauzan.fr', ['anna@example.org']])
  assert.match(left!.text, /^Received: from client\.example .+\r\nSubject: Dehors\r\n\r\nBonjour\r\n$/s)
})
