import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { type Reply, readReply } from '../../../../wire/smtp/reply.ts'

/** An SMTP client that says exactly what it is told to, byte for byte. */
export interface Client {
  readonly greeting: Reply
  /** Sends a line and waits for its reply. */
  say(line: string): Promise<Reply>
  /** Sends bytes as they are. */
  write(bytes: string | Buffer): void
  /** The next reply. */
  hear(): Promise<Reply>
  startTls(): Promise<void>
  readonly socket: Socket
  close(): void
}

const open = new Set<Socket>()

/** Whatever a test that failed has left open would keep the process alive. */
export function closeClients(): void {
  for (const socket of open) socket.destroy()
}

export async function openClient(port: number, { tls = false } = {}): Promise<Client> {
  const plain = connect(port, '127.0.0.1')
  await once(plain, 'connect')
  open.add(plain)
  let socket: Socket = tls ? await secure(plain) : plain
  let replies = listen(socket)
  const hear = async () => {
    const { value, done } = await replies.next()
    if (done) throw new Error('the server closed the connection')
    return value
  }
  const say = (line: string) => {
    socket.write(`${line}\r\n`)
    return hear()
  }
  return {
    greeting: await hear(),
    say,
    hear,
    write: bytes => void socket.write(bytes),
    async startTls() {
      await say('STARTTLS')
      plain.removeAllListeners('data')
      socket = await secure(plain)
      replies = listen(socket)
    },
    get socket() {
      return socket
    },
    close: () => socket.destroy(),
  }
}

/** A session that has said hello, over TLS when it logs in. */
export async function greet(port: number, options: { tls?: boolean } = {}): Promise<Client> {
  const client = await openClient(port, options)
  await client.say('EHLO client.example')
  return client
}

export const plainToken = (address: string, password: string): string =>
  Buffer.from(`\0${address}\0${password}`).toString('base64')

/** One whole message; the reply to its end, or the first refusal on the way. */
export async function send(
  client: Client,
  from: string,
  to: readonly string[],
  message: string,
): Promise<Reply> {
  for (const line of [`MAIL FROM:<${from}>`, ...to.map(one => `RCPT TO:<${one}>`), 'DATA']) {
    const reply = await client.say(line)
    if (reply.code >= 400) return reply
  }
  client.write(`${message}\r\n.\r\n`)
  return client.hear()
}

async function secure(plain: Socket): Promise<TLSSocket> {
  const socket = connectTls({ socket: plain, rejectUnauthorized: false })
  await once(socket, 'secureConnect')
  return socket
}

async function* listen(socket: Socket): AsyncGenerator<Reply> {
  let text = ''
  const chunks = socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
  for await (const chunk of chunks) {
    text += chunk.toString()
    for (;;) {
      const end = /^\d{3}(?: .*)?\r\n/m.exec(text)
      if (!end) break
      const at = end.index + end[0].length
      yield readReply(text.slice(0, at))
      text = text.slice(at)
    }
  }
}
