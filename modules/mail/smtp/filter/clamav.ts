import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { House } from '../../../../core/house.ts'
import { openOutgoing } from '../../../../core/outgoing/outgoing.ts'
import { replies } from '../../../../wire/smtp/replies.ts'
import { reply } from '../../../../wire/smtp/reply.ts'
import type { Gathered } from '../gather.ts'
import { Refusal } from '../refusal.ts'

const CONNECT_MS = 5000
const ANSWER_MS = 60_000
/** However slowly it reads and answers. */
const WHOLE_MS = 5 * 60_000
const MAX_ANSWER = 4096

/**
 * Has a message looked at by ClamAV. A virus is refused while its sender is still there; when ClamAV is down the message is
 * for later (451): who has asked for a scanner wants nothing that it has not seen, and other servers try for days.
 */
export async function refuseVirus(house: House, message: Gathered): Promise<void> {
  const { host, port } = house.config.clamav
  if (host === null) return
  const found = await scan(host, port, message).catch(error => {
    house.log.error('ClamAV gives no verdict; mail waits at its senders', { error: (error as Error).message })
    throw new Refusal(replies.noScanner)
  })
  if (found !== null) throw new Refusal(reply(550, '5.7.1', `Refused: a virus was found (${found})`))
}

/** The name of what was found, or null. */
async function scan(host: string, port: number, message: Gathered): Promise<string | null> {
  const outgoing = openOutgoing({ allowPrivate: [host] })
  const socket = await outgoing.connectTcp(host, port, CONNECT_MS).finally(() => outgoing.close())
  const giveUp = () => socket.destroy(new Error('it took too long'))
  socket.setTimeout(ANSWER_MS, giveUp)
  const end = setTimeout(giveUp, WHOLE_MS)
  const sending = send(socket, message).catch(error => void socket.destroy(error))
  try {
    return verdictOf(await readAll(socket))
  } finally {
    clearTimeout(end)
    socket.destroy()
    await sending
  }
}

/** Each piece after its size; a size of nothing ends it. */
async function send(socket: Socket, message: Gathered): Promise<void> {
  socket.write('zINSTREAM\0')
  for await (const chunk of message.read()) {
    if (socket.destroyed) return
    socket.write(sizeOf(chunk.length))
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
  }
  socket.write(sizeOf(0))
}

function sizeOf(length: number): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(length)
  return size
}

async function readAll(socket: Socket): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    pieces.push(piece)
    size += piece.length
    if (piece.includes(0) || size > MAX_ANSWER) break
  }
  if (size > MAX_ANSWER) throw new Error('it answers without end')
  return Buffer.concat(pieces).toString('utf8').replace(/\0/g, '').trim()
}

function verdictOf(answer: string): string | null {
  if (answer === 'stream: OK') return null
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1]
  if (!found) throw new Error(`it answered “${answer}”`)
  return found
}
