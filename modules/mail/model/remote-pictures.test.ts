import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { openOutgoing } from '../../../core/outgoing/outgoing.ts'
import { fetchPictures } from './remote-pictures.ts'

const server = createServer((request, response) => {
  const type = request.url === '/page' ? 'text/html' : request.url === '/svg' ? 'image/svg+xml' : 'image/png'
  response.writeHead(request.url === '/gone' ? 404 : 200, { 'content-type': type }).end('PNG')
})
let url: string
before(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
after(() => server.close())

test('pictures come as data, and what is none does not come', async () => {
  const outgoing = openOutgoing({ allowPrivate: ['127.0.0.1'] })
  const wanted = ['/a.png', '/page', '/svg', '/gone'].map(path => url + path)
  const pictures = await fetchPictures(outgoing, [...wanted, 'http://127.0.0.1:1/closed'])
  await outgoing.close()
  assert.deepEqual([...pictures], [[wanted[0], 'data:image/png;base64,UE5H']])
})

test('a message cannot have our own network asked', async () => {
  const outgoing = openOutgoing()
  const pictures = await fetchPictures(outgoing, [`${url}/a.png`])
  await outgoing.close()
  assert.equal(pictures.size, 0)
})
