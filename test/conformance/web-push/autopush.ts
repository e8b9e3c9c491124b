import assert from 'node:assert/strict'
import { createPublicKey, randomUUID, verify } from 'node:crypto'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import { selfSigned } from '../../../core/certificate/self-signed.ts'

// What the maker of Firefox runs, as far as a browser and a sender see it: a WebSocket that the browser keeps open, and
// an address over TLS for each subscription.
//
//   browser ── ws ── hello · register · unregister · notification · ack ──┐
//   house ── https POST /channel ── checked (RFC 8030, 8188, 8292) ───────┴─ kept while the browser is away, by topic

/** What one sender pushed to one subscription. */
export interface Sent {
  readonly channel: string
  readonly ttl: number
  readonly urgency: string
  readonly topic: string | null
  readonly status: number
}

interface Channel {
  /** The key that the browser subscribed for; of nobody else is anything taken. */
  readonly key: string
  readonly waiting: Map<string, object>
}

interface Hello {
  readonly messageType: string
  readonly uaid?: string
  readonly channelID?: string
  readonly key?: string
}

const MAX_BODY = 4096

export class BrowserPushService {
  /** For `dom.push.serverURL`. */
  browserUrl = ''
  /** The certificate that a sender has to trust. */
  certificate = ''
  readonly sent: Sent[] = []
  readonly #channels = new Map<string, Channel>()
  readonly #gone = new Set<string>()
  #device = randomUUID()
  #browser: WebSocket | null = null
  /** Those that wait while browsers are away. */
  #greetings: (() => void)[] | null = null
  #origin = ''
  #close = async (): Promise<void> => undefined

  async open(folder: string): Promise<void> {
    const pair = await selfSigned(folder, 'localhost', new Date())
    this.certificate = join(folder, 'certificate.pem')
    await writeFile(this.certificate, pair.cert)
    const senders = createServer(pair, (request, response) => void this.#take(request, response))
    const browsers = createPlainServer()
    const sockets = new WebSocketServer({ server: browsers })
    sockets.on('connection', socket => this.#meet(socket))
    for (const server of [senders, browsers]) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
    const portOf = (server: typeof browsers) => (server.address() as AddressInfo).port
    this.#origin = `https://localhost:${portOf(senders)}`
    this.browserUrl = `ws://127.0.0.1:${portOf(browsers)}/`
    this.#close = async () => {
      for (const socket of sockets.clients) socket.terminate()
      for (const server of [senders, browsers]) {
        server.closeAllConnections()
        server.close()
      }
    }
  }

  close(): Promise<void> {
    return this.#close()
  }

  get subscriptions(): number {
    return this.#channels.size
  }

  /** Notifications that are kept for the browser. */
  get waiting(): number {
    return [...this.#channels.values()].reduce((sum, { waiting }) => sum + waiting.size, 0)
  }

  /** Ends the connection; a browser that comes back is kept waiting. */
  sendAway(): void {
    this.#greetings = []
    this.#browser?.terminate()
  }

  letBack(): void {
    for (const greet of this.#greetings ?? []) greet()
    this.#greetings = null
  }

  /** Forgets the browser and its subscriptions, as the service does with one that was not seen for long. */
  forget(): void {
    this.#device = randomUUID()
    for (const channel of this.#channels.keys()) this.#end(channel)
    this.#browser?.terminate()
  }

  /** Says to senders that every subscription is gone, and nothing to the browser. */
  end(): void {
    for (const channel of this.#channels.keys()) this.#end(channel)
  }

  #end(channel: string): void {
    this.#gone.add(channel)
    this.#channels.delete(channel)
  }

  #meet(socket: WebSocket): void {
    socket.on('message', bytes => this.#hear(socket, JSON.parse(String(bytes)) as Hello))
    socket.on('error', () => socket.terminate())
  }

  #hear(socket: WebSocket, { messageType, channelID = '', key = '' }: Hello): void {
    const say = (message: object) => socket.send(JSON.stringify(message))
    if (messageType === undefined) say({})
    if (messageType === 'hello') {
      const greet = () => this.#greet(socket)
      if (this.#greetings) this.#greetings.push(greet)
      else greet()
    }
    if (messageType === 'register') {
      this.#channels.set(channelID, { key: key.replaceAll('=', ''), waiting: new Map() })
      say({ messageType, channelID, status: 200, pushEndpoint: `${this.#origin}/${channelID}` })
    }
    if (messageType === 'unregister') {
      this.#end(channelID)
      say({ messageType, channelID, status: 200 })
    }
  }

  /** Another `uaid` than the browser had ends its subscriptions. */
  #greet(socket: WebSocket): void {
    if (socket.readyState !== socket.OPEN) return
    this.#browser = socket
    const say = (message: object) => socket.send(JSON.stringify(message))
    say({ messageType: 'hello', uaid: this.#device, status: 200, use_webpush: true, broadcasts: {} })
    for (const { waiting } of this.#channels.values()) {
      for (const notification of waiting.values()) say(notification)
      waiting.clear()
    }
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const channel = (request.url ?? '').slice(1)
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    const found = this.#channels.get(channel)
    const { headers } = request
    let status = this.#gone.has(channel) ? 410 : 404
    if (found)
      try {
        this.#check(request, body, found.key)
        status = 201
      } catch (error) {
        console.error(String(error))
        status = 400
      }
    const topic = headers['topic'] === undefined ? null : String(headers['topic'])
    const [ttl, urgency] = [Number(headers['ttl']), String(headers['urgency'] ?? 'normal')]
    this.sent.push({ channel, ttl, urgency, topic, status })
    response.writeHead(status).end()
    if (status === 201) this.#hand(channel, found!, topic, body)
  }

  #hand(channelID: string, { waiting }: Channel, topic: string | null, body: Buffer): void {
    const notification = {
      messageType: 'notification',
      channelID,
      version: randomUUID(),
      data: body.toString('base64url'),
      headers: { encoding: 'aes128gcm' },
    }
    const browser = this.#browser
    if (browser?.readyState === browser?.OPEN) browser?.send(JSON.stringify(notification))
    // RFC 8030 §5.4
    else waiting.set(topic ?? notification.version, notification)
  }

  #check({ method, headers }: IncomingMessage, body: Buffer, key: string): void {
    assert.equal(method, 'POST')
    // RFC 8030 §5.2
    assert.match(String(headers['ttl'] ?? ''), /^\d+$/)
    assert.match(String(headers['urgency'] ?? 'normal'), /^(?:very-low|low|normal|high)$/)
    if (headers['topic'] !== undefined) assert.match(String(headers['topic']), /^[\w-]{1,32}$/)
    // RFC 8188 §2; RFC 8291 §4
    assert.equal(headers['content-encoding'], 'aes128gcm')
    assert.ok(body.length > 86 && body.length <= MAX_BODY, `a body of ${body.length} octets`)
    this.#checkSender(headers.authorization ?? '', key)
  }

  // RFC 8292 §2, §3
  #checkSender(authorization: string, key: string): void {
    const [, token = '', named = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
    assert.equal(named, key, 'not the key that the browser subscribed for')
    const [head = '', claims = '', signature = ''] = token.split('.')
    const point = Buffer.from(named, 'base64url')
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(half => half.toString('base64url'))
    const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' })
    const signed = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
    assert.ok(verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url')))
    const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
      string,
      unknown
    >
    assert.equal(aud, this.#origin)
    assert.match(String(sub), /^(?:mailto|https):/)
    const left = Number(exp) - Date.now() / 1000
    assert.ok(left > 0 && left <= 86_400, `it holds for ${left} s`)
  }
}
