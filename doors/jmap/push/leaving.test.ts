import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import WebSocket, { WebSocketServer } from 'ws'
import type { House } from '../../../core/house.ts'
import { eventually } from '../../../test/eventually.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { jmapClient } from '../../../test/jmap.ts'
import type { Visitor } from '../../http/visitor.ts'
import { streamStates } from './event-source.ts'
import { serveWebSocket } from './websocket.ts'

let town: TestHouse
let visitor: Visitor
before(async () => {
  town = await testHouse()
  visitor = { actor: town.claire, isOver: false, settled: async () => {}, leave: () => {} }
})
after(() => town.close())

/** The house, and how many listen to its signals by it. */
function counted(): { house: House; listening: () => number } {
  const { signals } = town.house
  let listening = 0
  const subscribe: typeof signals.subscribe = (accountId, listener) => {
    listening++
    const stop = signals.subscribe(accountId, listener)
    return () => {
      listening--
      stop()
    }
  }
  return { house: { ...town.house, signals: { ...signals, subscribe } }, listening: () => listening }
}

test('whoever has gone before the stream begins is no longer told', { timeout: 20_000 }, async () => {
  const { house, listening } = counted()
  const streamed = Promise.withResolvers<void>()
  const server = createServer(async (_, response) => {
    asking.destroy()
    await once(response, 'close')
    const wish = { types: null, closeAfterState: false, ping: 5 }
    streamStates(house, visitor, wish, response).then(streamed.resolve, streamed.reject)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const asking = get({ port: (server.address() as AddressInfo).port }).on('error', () => {})
  await streamed.promise
  assert.equal(listening(), 0)
  server.close()
})

test('whoever asks twice at once is told once, and no longer when they have gone', {
  timeout: 20_000,
}, async () => {
  const { house, listening } = counted()
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', socket => serveWebSocket(house, visitor, town.url, socket))
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await once(client, 'open')
  const wish = JSON.stringify({ '@type': 'WebSocketPushEnable', dataTypes: null, pushState: 'x' })
  client.send(wish)
  client.send(wish)
  await once(client, 'message')
  client.close()
  await once(client, 'close')
  while (listening() > 0) await turn()
  server.close()
})

test('what comes on a connection that has ended is not done', { timeout: 20_000 }, async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', socket =>
    serveWebSocket(town.house, { ...visitor, isOver: true }, town.url, socket),
  )
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await once(client, 'open')
  const claire = jmapClient(town.url, town.claire)
  const call = ['Note/set', { accountId: claire.accountId, create: { n: { title: 'trop tard' } } }, '0']
  const using = ['urn:ietf:params:jmap:core', 'urn:bastide:notes']
  client.send(JSON.stringify({ '@type': 'Request', id: 'r', using, methodCalls: [call] }))
  const [code] = await once(client, 'close')
  assert.equal(code, 1008)
  assert.deepEqual((await claire.call('Note/get', { ids: null }))['list'], [])
  server.close()
})

test('who does not read what was answered is asked for nothing more until then', {
  timeout: 60_000,
}, async () => {
  const served = Promise.withResolvers<WebSocket>()
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', socket => {
    serveWebSocket(town.house, visitor, town.url, socket)
    served.resolve(socket)
  })
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  await once(client, 'open')
  client.pause()
  const ASKED = 100
  const methodCalls = [['Core/echo', { text: 'x'.repeat(1024 * 1024) }, '0']]
  for (let id = 0; id < ASKED; id++)
    client.send(
      JSON.stringify({ '@type': 'Request', id: `${id}`, using: ['urn:ietf:params:jmap:core'], methodCalls }),
    )
  const socket = await served.promise
  await eventually(
    async () => socket.isPaused,
    isPaused => isPaused,
  )
  let answered = 0
  const all = Promise.withResolvers<void>()
  client.on('message', () => ++answered === ASKED && all.resolve())
  client.resume()
  await all.promise
  client.terminate()
  server.close()
})
