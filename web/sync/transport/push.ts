import { readStateChange, type StateChange } from '../../../wire/jmap/push.ts'
import { expandUrl, readWebSocket } from '../../../wire/jmap/session.ts'
import { type Pause, Waiting } from './back-off.ts'
import type { Connection } from './connection.ts'
import { isSignedOut, parseJson } from './failure.ts'
import { Pulse, type Silence } from './pulse.ts'
import { JmapSocket } from './socket.ts'

const PING_S = 30

export interface PushHooks {
  onChange(change: StateChange): void
  /** Changes may have been missed: a line was opened, or there is none and this is the time to look. */
  onGap(): Promise<void>
  /** The server is out of reach, and has not said that it would go. */
  onLost(): void
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
  readonly #silence: Silence
  readonly #waiting = new Waiting()
  #isClosed = false
  #isFirst = true
  #attempt = 0
  #socket: JmapSocket | null = null
  #hangUp: (() => void) | null = null

  constructor(
    connection: Connection,
    types: readonly string[],
    hooks: PushHooks,
    { pause, silence }: { readonly pause: Pause; readonly silence: Silence },
  ) {
    this.#connection = connection
    this.#types = types
    this.#hooks = hooks
    this.#pause = pause
    this.#silence = silence
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

  /** The network is said to be back, or someone to be looking again. */
  wake(): void {
    this.#attempt = 0
    this.#waiting.wake()
    this.#socket?.check()
  }

  /** The network is said to be gone: the line is dead, though it may look open for minutes. */
  hangUp(): void {
    this.#hangUp?.()
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
    const { network } = this.#connection
    const socket = new JmapSocket(network, url, this.#silence, change => this.#hooks.onChange(change))
    this.#hangUp = () => socket.close()
    const isOpen = await socket.opened.then(
      () => true,
      () => false,
    )
    if (!isOpen) return false
    // The first line of a page is told how all stands, and only what moved is asked for.
    const isTold = this.#isFirst && capability.supportsPush
    if (capability.supportsPush) socket.enablePush(this.#types, isTold)
    this.#useSocket(socket)
    this.#lineOpened(isTold)
    const { inSilence } = await socket.closed
    this.#useSocket(null)
    if (inSilence) this.#hooks.onLost()
    void this.#hooks.onGap()
    return true
  }

  #useSocket(socket: JmapSocket | null): void {
    this.#socket = socket
    this.#connection.useSocket(socket)
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
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    let wasOpen = false
    const pulse = this.#feel(() => {
      if (wasOpen) this.#hooks.onLost()
      end()
    })
    events.addEventListener('state', event => this.#readEvent(event))
    events.addEventListener('open', () => {
      wasOpen = true
      this.#lineOpened(false)
    })
    for (const name of ['open', 'state', 'ping']) events.addEventListener(name, () => pulse.heard())
    events.addEventListener('error', () => end())
    this.#hangUp = end
    await ended
    pulse.stop()
    events.close()
    return wasOpen
  }

  /** The server says every PING_S that it is there; nothing can be asked on a stream. */
  #feel(giveUp: () => void): Pulse {
    const silence = { ...this.#silence, idle: this.#silence.idle + PING_S * 1_000 }
    return new Pulse(silence, { tryIt: () => undefined, giveUp })
  }

  /** An event that cannot be read still says that something changed. */
  #readEvent(event: MessageEvent): void {
    try {
      this.#hooks.onChange(readStateChange(parseJson(String(event.data))))
    } catch {
      void this.#hooks.onGap()
    }
  }

  #lineOpened(isTold: boolean): void {
    this.#attempt = 0
    this.#isFirst = false
    this.#connection.onReach.tell(true)
    if (!isTold) void this.#hooks.onGap()
  }
}
