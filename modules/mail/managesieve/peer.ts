import type { Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'
import { type Request, RequestReader } from '../../../wire/managesieve/request.ts'

/** The client is no longer there, or said nothing for too long. */
export class Gone extends Error {
  override readonly name = 'Gone'
}

/** Octets of one request; what a client sends beyond waits in its own memory. */
const MAX_WAITING = 1024 * 1024
const STALLED_MS = 60_000

/** One client's socket, pulled: no more is read than is asked for. */
export class Peer {
  readonly ip: string
  private socket: Socket
  private readonly reader = new RequestReader()

  constructor(socket: Socket) {
    this.socket = socket
    this.ip = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    socket.setNoDelay(true)
    // An error is followed by `close`, which says all that we need to know.
    socket.on('error', () => {})
  }

  get isSecure(): boolean {
    return this.socket instanceof TLSSocket
  }

  /** Passwords may pass: over TLS, or where nobody else listens. */
  get isPrivate(): boolean {
    return this.isSecure || this.ip === '::1' || this.ip.startsWith('127.')
  }

  /** The next request. Throws Gone, or Unreadable. */
  async read(within: number): Promise<Request> {
    const until = Date.now() + within
    for (;;) {
      const request = this.reader.next()
      if (request) return request
      const chunk = this.socket.read() as Buffer | null
      if (chunk) this.reader.add(chunk)
      else await this.happening(until)
      if (this.reader.waiting > MAX_WAITING) throw new Gone()
    }
  }

  async write(text: string): Promise<void> {
    if (this.socket.destroyed) throw new Gone()
    if (this.socket.write(text)) return
    await this.happening(Date.now() + STALLED_MS, 'drain')
  }

  // RFC 5804 §2.2: what was sent before the negotiation is not from the client that will be there after it.
  async startTls(secureContext: SecureContext): Promise<void> {
    if (this.reader.waiting > 0) throw new Gone()
    const plain = this.socket
    const secured = new TLSSocket(plain, { isServer: true, secureContext })
    secured.on('error', () => {})
    this.socket = secured
    await this.happening(Date.now() + STALLED_MS, 'secure')
  }

  close(): void {
    if (!this.socket.destroyed) this.socket.end(() => this.socket.destroy())
  }

  /** Waits until there is something to read, or this event; throws Gone when it is too late or over. */
  private happening(until: number, event = 'readable'): Promise<void> {
    const { socket } = this
    if (socket.destroyed || socket.readableEnded) throw new Gone()
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer)
        socket.off(event, come).off('end', leave).off('close', leave)
        end()
      }
      const come = () => settle(resolve)
      const leave = () => settle(() => reject(new Gone()))
      const timer = setTimeout(leave, Math.max(0, until - Date.now()))
      socket.on(event, come).on('end', leave).on('close', leave)
    })
  }
}
