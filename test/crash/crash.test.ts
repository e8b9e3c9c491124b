import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { count } from './count.ts'
import { type MortalServer, startMortal } from './server.ts'
import { storm } from './storm.ts'

let server: MortalServer
before(async () => {
  server = await startMortal()
})
after(() => server.stop())

test('a message that got its 250 is there, whole, however often the server was killed meanwhile', async () => {
  const aftermath = await storm(server, { messages: 200, clients: 20, kills: 3 })
  assert.equal(aftermath.acknowledged.size, 200)
  assert.equal(server.recoveries.length, 3)
  assert.deepEqual((await count(server.ready, aftermath)).lost, [])
})
