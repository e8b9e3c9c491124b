import type { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import { type SecureContext, TLSSocket } from 'node:tls'
import { createDeflateRaw, createInflateRaw, type DeflateRaw } from 'node:zlib'
import { CommandStream, type StreamEvent } from '../../../wire/imap/stream.ts'
import type { Piece } from '../../../wire/imap/writer.ts'
import { STALLED_MS } from './limits.ts'

/** The client is no longer there, or said nothing for too long: nothing is left to tell it. */
export class Gone extends Error {
  override readonly name = 'Gone'
  readonly silent: boolean

  constructor(silent = false) {
    super(silent ? 'the client was silent' : 'the client is gone')
    this.silent = silent
  }
}

/**
 * One client's socket, pulled: no more is received than is read, and no more is written than the client takes.
 *
 *   socket ──▶ input ──readable──▶ CommandStream ──▶ read()     write(pieces) ──▶ output ──drain──▶ socket
 *
 * Input and output are the socket itself until COMPRESS puts an inflater and a deflater between.
 */
export class Connection {
  readonly ip: string
  readonly stream = new CommandStream()
  private socket: Socket
  private input: Readable
  private output: Writable
  private deflater: DeflateRaw | null = null
  private stir: () => void = () => {}
  private woken = false

  constructor(socket: Socket) {
    this.socket = socket
    this.input = socket
    this.output = socket
    // An answer goes out in several writes; none waits for the client to acknowledge the one before.
    socket.setNoDelay(true)
    this.ip = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    this.listen()
  }

  get secure(): boolean {
    return this.socket instanceof TLSSocket
  }

  /** Passwords may pass: over TLS, or where nobody else listens. */
  get private(): boolean {
    return this.secure || this.ip === '::1' || this.ip.startsWith('127.')
  }

  /** The next event, or `woken` when somebody called wake(). Throws Gone. */
  async read(within: number): Promise<StreamEvent | 'woken'> {
    const until = Date.now() + within
    for (;;) {
      const event = this.stream.next()
      if (event) return event
      if (this.take()) continue
      if (this.woken) {
        this.woken = false
        return 'woken'
      }
      if (this.isClosed()) throw new Gone()
      if (!(await this.changeBefore(until))) throw new Gone(true)
    }
  }

  /** Interrupts a read, now or as soon as one begins. */
  wake(): void {
    this.woken = true
    this.stir()
  }

  async write(pieces: readonly Piece[]): Promise<void> {
    for (const piece of pieces) {
      if (typeof piece === 'string' || Buffer.isBuffer(piece)) await this.send(piece)
      else for await (const chunk of piece.chunks) await this.send(chunk)
    }
    if (this.deflater && pieces.length > 0) await this.flush(this.deflater)
  }

  get compressed(): boolean {
    return this.deflater !== null
  }

  // RFC 4978 §3: from here on both directions are deflated, each as one stream.
  compress(): void {
    const [inflater, deflater] = [createInflateRaw(), createDeflateRaw()]
    const early = this.stream.takeRest()
    this.socket.removeAllListeners()
    if (early.length > 0) inflater.write(early)
    this.input = this.socket.pipe(inflater)
    this.output = deflater
    this.deflater = deflater
    deflater.pipe(this.socket)
    inflater.on('error', () => this.destroy())
    this.listen()
  }

  // RFC 9051 §6.2.1: what was sent before the negotiation is not from the client that will be there after it.
  async startTls(secureContext: SecureContext): Promise<void> {
    if (this.stream.takeRest().length > 0) throw new Gone()
    this.socket.removeAllListeners()
    const secured = new TLSSocket(this.socket, { isServer: true, secureContext })
    this.socket = secured
    this.input = secured
    this.output = secured
    this.listen()
    let done = false
    secured.once('secure', () => {
      done = true
      this.stir()
    })
    const until = Date.now() + STALLED_MS
    while (!done) if (this.isClosed() || !(await this.changeBefore(until))) throw new Gone()
  }

  /** What was written still goes out. */
  close(): void {
    if (this.socket.destroyed) return
    this.socket.once('finish', () => this.socket.destroy())
    this.output.end()
  }

  destroy(): void {
    this.socket.destroy()
  }

  private listen(): void {
    const stir = () => this.stir()
    this.input.on('readable', stir)
    this.input.on('end', stir)
    this.output.on('drain', stir)
    this.socket.on('close', stir)
    // An error is followed by `close`, which says all that we need to know.
    this.socket.on('error', stir)
  }

  private take(): boolean {
    const chunk = this.input.read() as Buffer | null
    if (chunk !== null) this.stream.push(chunk)
    return chunk !== null
  }

  private isClosed(): boolean {
    return this.socket.destroyed || this.input.readableEnded
  }

  private async send(chunk: string | Uint8Array): Promise<void> {
    if (this.socket.destroyed) throw new Gone()
    if (!this.output.write(chunk)) await this.until(() => !this.output.writableNeedDrain)
  }

  /** All that was written can be read by the client now. */
  private async flush(deflater: DeflateRaw): Promise<void> {
    let flushed = false
    deflater.flush(() => {
      flushed = true
      this.stir()
    })
    await this.until(() => flushed)
  }

  /** Waits for a client that takes its time; one that takes nothing at all is left. */
  private async until(done: () => boolean): Promise<void> {
    const until = Date.now() + STALLED_MS
    while (!done()) {
      if (this.socket.destroyed) throw new Gone()
      if (await this.changeBefore(until)) continue
      this.destroy()
      throw new Gone()
    }
  }

  /** Waits until something happens on the socket; false when it is too late. */
  private changeBefore(until: number): Promise<boolean> {
    return new Promise(resolve => {
      const settle = (changed: boolean) => {
        clearTimeout(timer)
        this.stir = () => {}
        resolve(changed)
      }
      const timer = setTimeout(settle, Math.max(0, until - Date.now()), false)
      this.stir = () => settle(true)
    })
  }
}
