import { Malformed } from '../../../lib/errors.ts'
import type { Request, Response } from '../../../wire/jmap/invocation.ts'
import { readServerMessage, type ServerMessage, type StateChange } from '../../../wire/jmap/push.ts'
import { parseJson, problemOf, unavailable } from './failure.ts'
import type { Network } from './network.ts'

/** A socket silent for this long after a question is held for dead: a laptop that slept, a network that changed. */
const SILENCE_MS = 30_000

interface Waiter {
  resolve(response: Response): void
  reject(error: Error): void
}

/** JMAP over one WebSocket: requests and push. */
// RFC 8887 §4
export class JmapSocket {
  readonly opened: Promise<void>
  readonly closed: Promise<void>
  readonly #socket: WebSocket
  readonly #waiting = new Map<string, Waiter>()
  readonly #onChange: (change: StateChange) => void
  #requests = 0

  constructor(network: Network, url: string, onChange: (change: StateChange) => void) {
    this.#socket = network.openSocket(url)
    this.#onChange = onChange
    this.closed = new Promise(resolve => this.#socket.addEventListener('close', () => resolve()))
    this.opened = new Promise((resolve, reject) => {
      this.#socket.addEventListener('open', () => resolve())
      this.#socket.addEventListener('close', () => reject(unavailable('the WebSocket does not open')))
    })
    this.opened.catch(() => undefined)
    this.#socket.addEventListener('message', event => this.#receive(event.data))
    this.#socket.addEventListener('close', () => this.#abandon())
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  ask(request: Request): Promise<Response> {
    const id = `r${this.#requests++}`
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    const silence = setTimeout(() => this.close(), SILENCE_MS)
    this.#waiting.set(id, { resolve, reject })
    this.#socket.send(JSON.stringify({ '@type': 'Request', id, ...request }))
    return promise.finally(() => clearTimeout(silence))
  }

  // RFC 8887 §4.3.5.2
  enablePush(dataTypes: readonly string[]): void {
    this.#socket.send(JSON.stringify({ '@type': 'WebSocketPushEnable', dataTypes }))
  }

  /** Answers that have not come will not: a dead network would keep the closing handshake waiting. */
  close(): void {
    this.#socket.close()
    this.#abandon()
  }

  /** A message that cannot be read ends the socket: what was asked on it is asked again elsewhere. */
  #receive(data: unknown): void {
    try {
      this.#accept(readServerMessage(parseJson(String(data))))
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
      this.close()
    }
  }

  #accept(message: ServerMessage): void {
    if (message['@type'] === 'StateChange') this.#onChange(message)
    else this.#answer(message)
  }

  #answer(message: Exclude<ServerMessage, StateChange>): void {
    const waiter = this.#waiting.get(String(message.requestId))
    this.#waiting.delete(String(message.requestId))
    if (message['@type'] === 'Response') waiter?.resolve(message)
    else waiter?.reject(problemOf(message))
  }

  #abandon(): void {
    for (const waiter of this.#waiting.values()) waiter.reject(unavailable('the WebSocket closed'))
    this.#waiting.clear()
  }
}
