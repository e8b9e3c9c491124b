import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import WebSocket from 'ws'
import { openLog } from '../../lib/log.ts'
import { type Patience, STREAMED } from './patience.ts'
import { httpServer } from './server.ts'
import { openSockets } from './upgrade.ts'

const LONG_MS = 60_000

async function open(patience: Patience) {
  const server = await httpServer({ log: openLog({ write: () => {} }), trustedProxies: [], patience })
  after(() => server.close())
  server.post('/note', async () => 'kept')
  const answers = Promise.withResolvers<Readable>()
  await server.register(async files => {
    files.removeAllContentTypeParsers()
    files.addContentTypeParser('*', (_, payload, done) => done(null, payload))
    files.post('/file', STREAMED, async request => `${(await text(request.body as Readable)).length}`)
    files.get('/endless', async (_, reply) => {
      const endless = new Readable({ read: () => void endless.push(Buffer.alloc(65_536)) })
      answers.resolve(endless)
      return reply.send(endless)
    })
    files.get('/slow', async () => {
      await once(server.server, 'timeout')
      return 'here'
    })
  })
  openSockets(server, '/ws', { pingMs: 500, admit: async () => null, serve: () => {} })
  await server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = server.server.address() as AddressInfo
  return { port, endless: answers.promise }
}

async function ask(port: number, head: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`${head} HTTP/1.1\r\nhost: x\r\n`)
  return socket
}

/** Sends octets, one at a time, for as long as it is listened to. */
function drip(socket: Socket, octets: number): void {
  const body = (left: number): void => {
    if (left > 0 && !socket.destroyed) socket.write('x', () => setTimeout(body, 5, left - 1))
  }
  socket.write(`content-length: ${octets}\r\ncontent-type: text/plain\r\n\r\n`)
  body(octets)
}

/** Whether the server ends it or resets it, as what was still being sent decides. */
function closed(socket: Socket): Promise<unknown> {
  socket.on('error', () => {})
  return new Promise(resolve => socket.resume().once('close', resolve))
}

test('a request that stands still is cut', async () => {
  const { port } = await open({ standstillMs: 100, requestMs: LONG_MS })
  for (const path of ['/file', '/note']) {
    const socket = await ask(port, `POST ${path}`)
    socket.write('content-length: 10\r\ncontent-type: text/plain\r\n\r\nthree')
    await closed(socket)
  }
})

test('an answer that nobody takes is cut, and what it is made from let go', async () => {
  const { port, endless } = await open({ standstillMs: 100, requestMs: LONG_MS })
  const socket = await ask(port, 'GET /endless')
  socket.pause().write('\r\n')
  const answer = await endless
  if (!answer.destroyed) await once(answer, 'close')
  socket.destroy()
})

test('we may think for as long as we like', async () => {
  const { port } = await open({ standstillMs: 100, requestMs: LONG_MS })
  assert.equal(await (await fetch(`http://127.0.0.1:${port}/slow`)).text(), 'here')
})

test('a request that dwells is cut, but not a file that moves', async () => {
  const { port } = await open({ standstillMs: LONG_MS, requestMs: 100 })
  const note = await ask(port, 'POST /note')
  drip(note, 10_000)
  await closed(note)
  const file = await ask(port, 'POST /file')
  drip(file, 40)
  const [answer] = await once(file, 'data')
  assert.match(String(answer), /200 OK.*40$/s)
  file.destroy()
})

test('a WebSocket whose other side does not answer is ended, and one that does is not', async () => {
  const { port } = await open({ standstillMs: 100, requestMs: LONG_MS })
  const silent = new WebSocket(`ws://127.0.0.1:${port}/ws`, { autoPong: false })
  const there = new WebSocket(`ws://127.0.0.1:${port}/ws`)
  await once(silent, 'close')
  for (let ping = 0; ping < 2; ping++) await once(there, 'ping')
  assert.equal(there.readyState, WebSocket.OPEN)
  there.terminate()
})
