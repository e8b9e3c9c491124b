import { readStateChange, type StateChange } from '../../../wire/jmap/push.ts'
import { expandUrl, readWebSocket } from '../../../wire/jmap/session.ts'
import { type Pause, Waiting } from './back-off.ts'
import type { Connection } from './connection.ts'
import { isSignedOut, parseJson } from './failure.ts'
import { JmapSocket } from './socket.ts'

const PING_S = 60

export interface PushHooks {
  onChange(change: StateChange): void
  /** Changes may have been missed: a line was opened, or there is none and this is the time to look. */
  onGap(): Promise<void>
  onFailure(error: unknown): void
}

/**
 * Keeps one line open on which the server tells of changes: WebSocket, else EventSource, else a look from time to
 * time, at longer and longer intervals.
 */
export class Push {
  readonly #connection: Connection
  readonly #types: readonly string[]
  readonly #hooks: PushHooks
  readonly #pause: Pause
  readonly #waiting = new Waiting()
  #isClosed = false
  #attempt = 0
  #hangUp: (() => void) | null = null

  constructor(connection: Connection, types: readonly string[], hooks: PushHooks, pause: Pause) {
    this.#connection = connection
    this.#types = types
    this.#hooks = hooks
    this.#pause = pause
  }

  async run(): Promise<void> {
    while (!this.#isClosed) {
      try {
        // Looking ends before the next look begins: a slow network would be asked without end.
        if (!(await this.#listenOnSocket()) && !(await this.#listenToEvents())) await this.#hooks.onGap()
      } catch (error) {
        if (isSignedOut(error)) return
        this.#hooks.onFailure(error)
      }
      if (!this.#isClosed) await this.#waiting.wait(this.#pause(this.#attempt++))
    }
  }

  /** The network is said to be back. */
  wake(): void {
    this.#attempt = 0
    this.#waiting.wake()
  }

  close(): void {
    this.#isClosed = true
    this.#hangUp?.()
    this.#waiting.wake()
  }

  /** True once the socket has been open and is closed again. */
  // RFC 8887 §4.1
  async #listenOnSocket(): Promise<boolean> {
    const session = await this.#connection.confirm()
    const capability = readWebSocket(session)
    if (!capability) return false
    const url = this.#connection.url(capability.url).replace(/^http/, 'ws')
    const socket = new JmapSocket(this.#connection.network, url, change => this.#hooks.onChange(change))
    this.#hangUp = () => socket.close()
    if (
      !(await socket.opened.then(
        () => true,
        () => false,
      ))
    )
      return false
    if (capability.supportsPush) socket.enablePush(this.#types)
    this.#connection.useSocket(socket)
    this.#lineOpened()
    await socket.closed
    this.#connection.useSocket(null)
    void this.#hooks.onGap()
    return true
  }

  /** True once the stream has been open and is closed again. */
  // RFC 8620 §7.3
  async #listenToEvents(): Promise<boolean> {
    const session = this.#connection.session
    if (!session || this.#isClosed) return false
    const variables = { types: this.#types.join(','), closeafter: 'no', ping: String(PING_S) }
    const url = this.#connection.url(expandUrl(session.eventSourceUrl, variables))
    const events = this.#connection.network.openEvents(url)
    if (!events) return false
    let wasOpen = false
    events.addEventListener('state', event => this.#readEvent(event))
    events.addEventListener('open', () => {
      wasOpen = true
      this.#lineOpened()
    })
    await new Promise<void>(resolve => {
      events.addEventListener('error', () => resolve())
      this.#hangUp = resolve
    })
    events.close()
    return wasOpen
  }

  /** An event that cannot be read still says that something changed. */
  #readEvent(event: MessageEvent): void {
    try {
      this.#hooks.onChange(readStateChange(parseJson(String(event.data))))
    } catch {
      void this.#hooks.onGap()
    }
  }

  #lineOpened(): void {
    this.#attempt = 0
    this.#connection.onReach.tell(true)
    void this.#hooks.onGap()
  }
}
