import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { Peer } from '../managesieve/peer.ts'
import { Connection } from './connection.ts'

const server = createServer()
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const sockets = new Set<Socket>()
after(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

/** Both ends of a line: ours, and that of a client that does what it is told to. */
async function line(): Promise<readonly [ours: Socket, theirs: Socket]> {
  const theirs = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [ours] = (await once(server, 'connection')) as [Socket]
  sockets.add(ours).add(theirs)
  return [ours, theirs]
}

test('a client of IMAP that says nothing, or half a command, is left after a while', async () => {
  for (const said of ['', 'a1 NOO']) {
    const [ours, theirs] = await line()
    theirs.write(said)
    await assert.rejects(new Connection(ours).read(50), { name: 'Gone', silent: true })
  }
})

test('a client of ManageSieve that says nothing, or half a command, is left after a while', async () => {
  for (const said of ['', 'NOO']) {
    const [ours, theirs] = await line()
    theirs.write(said)
    await assert.rejects(new Peer(ours).read(50), { name: 'Gone' })
  }
})
