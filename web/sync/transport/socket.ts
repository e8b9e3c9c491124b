import { Malformed } from '../../../lib/errors.ts'
import { CORE } from '../../../wire/jmap/capability.ts'
import type { Request, Response } from '../../../wire/jmap/invocation.ts'
import { readServerMessage, type ServerMessage, type StateChange } from '../../../wire/jmap/push.ts'
import { parseJson, problemOf, unavailable } from './failure.ts'
import type { Network } from './network.ts'
import { Pulse, type Silence } from './pulse.ts'

/** Asks for a sign of life. */
// RFC 8620 §4
const ECHO = {
  '@type': 'Request',
  id: 'echo',
  using: [CORE],
  methodCalls: [['Core/echo', {}, 'e']],
}

interface Waiter {
  resolve(response: Response): void
  reject(error: Error): void
}

/** JMAP over one WebSocket: requests and push. */
// RFC 8887 §4
export class JmapSocket {
  readonly opened: Promise<void>
  /** Settles at the end, however it comes, with whether the server went without a word. */
  readonly closed: Promise<{ readonly inSilence: boolean }>
  readonly #socket: WebSocket
  readonly #pulse: Pulse
  readonly #waiting = new Map<string, Waiter>()
  readonly #onChange: (change: StateChange) => void
  readonly #end: (end: { inSilence: boolean }) => void
  #requests = 0

  constructor(network: Network, url: string, silence: Silence, onChange: (change: StateChange) => void) {
    const { promise, resolve } = Promise.withResolvers<{ inSilence: boolean }>()
    this.#socket = network.openSocket(url)
    this.#pulse = new Pulse(silence, { tryIt: () => this.#send(ECHO), giveUp: () => this.#finish(true) })
    this.#onChange = onChange
    this.#end = resolve
    this.closed = promise
    this.opened = new Promise((resolve, reject) => {
      this.#socket.addEventListener('open', () => resolve())
      void promise.then(() => reject(unavailable('the WebSocket does not open')))
    })
    this.opened.catch(() => undefined)
    this.#socket.addEventListener('open', () => this.#pulse.heard())
    this.#socket.addEventListener('message', event => this.#receive(event.data))
    this.#socket.addEventListener('close', () => this.#finish(false))
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  ask(request: Request): Promise<Response> {
    const id = `r${this.#requests++}`
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    this.#waiting.set(id, { resolve, reject })
    this.#send({ '@type': 'Request', id, ...request })
    this.#pulse.asked()
    return promise
  }

  /** Wants to be told what changes, and with `anew` how all stands now: no push state is known that is not older. */
  // RFC 8887 §4.3.5.2
  enablePush(dataTypes: readonly string[], anew: boolean): void {
    this.#send({ '@type': 'WebSocketPushEnable', dataTypes, ...(anew && { pushState: '' }) })
  }

  /** Finds out whether the server is still there. */
  check(): void {
    if (this.isOpen) this.#pulse.check()
  }

  close(): void {
    this.#finish(false)
  }

  #send(message: object): void {
    this.#socket.send(JSON.stringify(message))
  }

  /** A message that cannot be read ends the socket: what was asked on it is asked again elsewhere. */
  #receive(data: unknown): void {
    this.#pulse.heard()
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

  /** Answers that have not come will not: a dead network would keep the closing handshake waiting. */
  #finish(inSilence: boolean): void {
    this.#pulse.stop()
    this.#end({ inSilence })
    this.#socket.close()
    for (const waiter of this.#waiting.values()) waiter.reject(unavailable('the WebSocket closed'))
    this.#waiting.clear()
  }
}
