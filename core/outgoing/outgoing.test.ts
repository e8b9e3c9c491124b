import assert from 'node:assert/strict'
import type { lookup } from 'node:dns'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { guard } from './guard.ts'
import { openOutgoing } from './outgoing.ts'
import { isPublic } from './public-address.ts'

const forbidden = { name: 'Refused', code: 'forbidden' }

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  after(() => server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const asked: string[] = []
const port = await listen((request, response) => {
  asked.push(`${request.method} ${request.url} ${request.headers['authorization'] ?? ''}`)
  const to = /^\/to\/(.*)$/.exec(request.url ?? '')?.[1]
  if (to) return response.writeHead(302, { location: decodeURIComponent(to) }).end()
  if (request.url === '/loop') return response.writeHead(302, { location: '/loop' }).end()
  if (request.url === '/long') return response.end('x'.repeat(100_000))
  if (request.url === '/slow') return response.write('x')
  response.end('hello')
})
const strict = openOutgoing()
const local = openOutgoing({ allowPrivate: ['127.0.0.1'] })
after(() => Promise.all([strict.close(), local.close()]))
const here = `http://127.0.0.1:${port}`

for (const host of [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[fe80::1]',
  '[fd00::1]',
  '[2002:7f00:1::]',
  'localhost',
  'LocalHost',
])
  test(`${host} is not asked`, async () => {
    await assert.rejects(strict.fetch(`http://${host}:${port}/`), forbidden)
  })

test('public addresses are public', () => {
  for (const address of ['1.1.1.1', '8.8.8.8', '172.15.0.1', '2606:4700::1111', '2a01:e0a::1'])
    assert.equal(isPublic(address), true, address)
})

test('a name with a private address among public ones gives the public ones', async () => {
  const both = ((_host: string, _options: object, done: (error: null, found: object[]) => void) =>
    done(null, [
      { address: '10.0.0.1', family: 4 },
      { address: '1.1.1.1', family: 4 },
    ])) as unknown as typeof lookup
  const found = await new Promise(resolve =>
    guard([], both).lookup('both.example', { all: true }, (_error, addresses) => resolve(addresses)),
  )
  assert.deepEqual(found, [{ address: '1.1.1.1', family: 4 }])
})

test('other schemes and addresses with passwords are not asked', async () => {
  for (const url of ['file:///etc/passwd', 'ftp://1.1.1.1/', 'nonsense', 'http://a:b@1.1.1.1/'])
    await assert.rejects(strict.fetch(url), forbidden, url)
})

test('a host that the configuration allows is asked', async () => {
  const response = await local.fetch(`${here}/`)
  assert.deepEqual([response.status, String(response.body)], [200, 'hello'])
})

test('a redirect is followed, and one to a private address is not', async () => {
  const followed = await local.fetch(`${here}/to/${encodeURIComponent('/there')}`)
  assert.deepEqual([followed.url, String(followed.body)], [`${here}/there`, 'hello'])
  for (const to of ['http://10.0.0.1/', 'http://[::1]/', 'file:///etc/passwd'])
    await assert.rejects(local.fetch(`${here}/to/${encodeURIComponent(to)}`), forbidden, to)
})

test('secrets do not follow a redirect to another origin', async () => {
  const other = await listen((request, response) => response.end(request.headers['authorization'] ?? 'none'))
  const to = `${here}/to/${encodeURIComponent(`http://127.0.0.1:${other}/`)}`
  const { body } = await local.fetch(to, { headers: { authorization: 'Bearer x' } })
  assert.equal(String(body), 'none')
})

test('redirects, size and time have an end', async () => {
  await assert.rejects(local.fetch(`${here}/loop`), { code: 'unavailable' })
  await assert.rejects(local.fetch(`${here}/long`, { maxBytes: 1000 }), { code: 'tooLarge' })
  await assert.rejects(local.fetch(`${here}/slow`, { timeoutMs: 100 }), { code: 'unavailable' })
})

test('a TCP connection is guarded in the same way', async () => {
  for (const host of ['127.0.0.1', 'localhost', '::1', '10.0.0.1'])
    await assert.rejects(strict.connectTcp(host, port), forbidden, host)
  const socket = await local.connectTcp('127.0.0.1', port)
  assert.equal(socket.remotePort, port)
  socket.destroy()
})

test('a smart host can be allowed by its name', async () => {
  const byName = openOutgoing({ allowPrivate: ['localhost'] })
  const socket = await byName.connectTcp('localhost', port)
  socket.destroy()
  await byName.close()
})
