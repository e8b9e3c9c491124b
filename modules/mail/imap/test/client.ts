import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { connect as connectTls } from 'node:tls'
import { constants, createDeflateRaw, createInflateRaw } from 'node:zlib'
import { PASSWORD } from '../../../../test/house.ts'

/** What a command was answered: the responses before its end, and the end without its tag. */
export interface Answer {
  readonly lines: string[]
  readonly end: string
}

/** A client that says lines and hears responses, each with its literals in it, as latin1. */
export class Client {
  private socket: Socket
  private output: Writable
  private received = Buffer.alloc(0)
  private ended = false
  private count = 0
  private stir: () => void = () => {}

  private constructor(socket: Socket) {
    this.socket = socket
    this.output = socket
    this.hear(socket)
  }

  static async connect(port: number, tls = false): Promise<Client> {
    const socket = tls
      ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
      : connect(port, '127.0.0.1')
    await once(socket, tls ? 'secureConnect' : 'connect')
    return new Client(socket)
  }

  /** Greeted and logged in. */
  static async login(port: number, address: string): Promise<Client> {
    const client = await Client.connect(port)
    await client.line()
    await client.say(`LOGIN ${address} ${PASSWORD}`)
    return client
  }

  send(text: string | Buffer): void {
    this.output.write(typeof text === 'string' ? Buffer.from(text, 'utf8') : text)
  }

  async say(command: string | Buffer): Promise<Answer> {
    const tag = `t${++this.count}`
    this.send(Buffer.concat([Buffer.from(`${tag} `), Buffer.from(command), Buffer.from('\r\n')]))
    return this.until(tag)
  }

  async until(tag: string): Promise<Answer> {
    const lines: string[] = []
    for (;;) {
      const line = await this.line()
      if (line.startsWith(`${tag} `)) return { lines, end: line.slice(tag.length + 1) }
      lines.push(line)
    }
  }

  /** The next response, without its CRLF. */
  async line(): Promise<string> {
    for (;;) {
      const end = responseEnd(this.received)
      if (end !== null) {
        const line = this.received.toString('latin1', 0, end)
        this.received = this.received.subarray(end + 2)
        return line
      }
      if (this.ended) throw new Error('the server closed the connection')
      await new Promise<void>(resolve => {
        this.stir = resolve
      })
    }
  }

  /** Everything until the server hangs up. */
  async rest(): Promise<string[]> {
    const lines: string[] = []
    try {
      for (;;) lines.push(await this.line())
    } catch {
      return lines
    }
  }

  /** From here on what is said and heard is deflated. */
  compress(): void {
    const [inflater, deflater] = [createInflateRaw(), createDeflateRaw({ flush: constants.Z_SYNC_FLUSH })]
    this.socket.removeAllListeners()
    this.hear(this.socket.pipe(inflater))
    deflater.pipe(this.socket)
    this.output = deflater
  }

  async startTls(): Promise<void> {
    this.socket.removeAllListeners()
    this.socket = connectTls({ socket: this.socket, rejectUnauthorized: false })
    await once(this.socket, 'secureConnect')
    this.output = this.socket
    this.hear(this.socket)
  }

  close(): void {
    this.socket.destroy()
  }

  private hear(input: Readable): void {
    input.on('data', (chunk: Buffer) => {
      this.received = Buffer.concat([this.received, chunk])
      this.stir()
    })
    this.socket.on('error', () => {})
    this.socket.on('close', () => {
      this.ended = true
      this.stir()
    })
  }
}

/** Where the first response ends, its literals skipped. */
function responseEnd(bytes: Buffer): number | null {
  let at = 0
  for (;;) {
    const end = bytes.indexOf('\r\n', at)
    if (end === -1) return null
    const literal = /\{(\d+)\}$/.exec(bytes.toString('latin1', Math.max(at, end - 24), end))
    if (!literal) return end
    at = end + 2 + Number(literal[1])
    if (at > bytes.length) return null
  }
}
