import { EventSource as UndiciEventSource, WebSocket as UndiciWebSocket } from 'undici'
import type { Network } from '../transport/network.ts'

/** By what the server tells of changes; where there is none, the client looks from time to time. */
export type Line = 'socket' | 'events' | 'none'

interface Trick {
  readonly word: string
  play(response: Response): Promise<Response>
}

/** The true network, with a hand on the plug. */
export class UnreliableNetwork implements Network {
  #isDown = false
  #lost = 0
  #isRefusing = false
  #voice: PromiseWithResolvers<void> | null = null
  readonly #tricks: Trick[] = []
  readonly #headers: Readonly<Record<string, string>>
  readonly #line: Line
  readonly #sockets = new Set<UndiciWebSocket>()

  constructor(headers: Readonly<Record<string, string>> = {}, line: Line = 'socket') {
    this.#headers = headers
    this.#line = line
  }

  /** Pulls the plug, or puts it back. */
  set isDown(isDown: boolean) {
    this.#isDown = isDown
    if (isDown) for (const socket of this.#sockets) socket.close()
  }

  /** Has the network go without a word, as in a tunnel: what is open looks open, and what is sent waits. */
  set isSilent(isSilent: boolean) {
    if (isSilent) this.#voice = Promise.withResolvers<void>()
    else this.#voice?.resolve()
    if (!isSilent) this.#voice = null
  }

  /** Whether the server can tell of changes by a socket. */
  get hasSocket(): boolean {
    return [...this.#sockets].some(({ readyState }) => readyState === UndiciWebSocket.OPEN)
  }

  /** Has the next posts reach the server, and their answers lost. */
  loseAnswers(count: number): void {
    this.#lost = count
  }

  /** Has the server find every file too large. */
  refuseFiles(): void {
    this.#isRefusing = true
  }

  /** Keeps back the answer to the next request that says `word`. */
  holdAnswer(word: string): { readonly arrived: Promise<void>; release(): void } {
    const arrived = Promise.withResolvers<void>()
    const released = Promise.withResolvers<void>()
    this.#tricks.push({
      word,
      play: async response => {
        arrived.resolve()
        await released.promise
        return response
      },
    })
    return { arrived: arrived.promise, release: released.resolve }
  }

  /** Spoils the answer to the next request that says `word`. */
  garbleAnswer(word: string, garble: (text: string) => string): void {
    const play = async (response: Response) => new Response(garble(await response.text()), { status: 200 })
    this.#tricks.push({ word, play })
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    await this.#voice?.promise
    if (this.#isDown) throw new TypeError('fetch failed')
    if (this.#isRefusing && init.body instanceof Blob) return Response.json({ status: 413 }, { status: 413 })
    const headers = { ...(init.headers as Record<string, string>), ...this.#headers }
    const trick = this.#takeTrick(init.body)
    const response = await fetch(url, { ...init, headers })
    if (this.#isDown || (init.method === 'POST' && this.#lost-- > 0)) throw new TypeError('fetch failed')
    return trick ? trick.play(response) : response
  }

  #takeTrick(body: unknown): Trick | undefined {
    const at = this.#tricks.findIndex(({ word }) => typeof body === 'string' && body.includes(word))
    return at === -1 ? undefined : this.#tricks.splice(at, 1)[0]
  }

  openSocket(url: string): WebSocket {
    const reached = this.#isDown || this.#line !== 'socket' ? 'ws://127.0.0.1:1' : url
    const socket = new UndiciWebSocket(reached, { protocols: ['jmap'], headers: this.#headers })
    this.#sockets.add(socket)
    socket.addEventListener('close', () => this.#sockets.delete(socket))
    this.#muffle(socket)
    return socket as unknown as WebSocket
  }

  /** In silence nothing comes of a socket, not even its end, and nothing goes. */
  #muffle(socket: UndiciWebSocket): void {
    for (const name of ['open', 'message', 'close', 'error'])
      socket.addEventListener(name, event => {
        if (this.#voice) event.stopImmediatePropagation()
      })
    const send = socket.send.bind(socket)
    socket.send = data => {
      if (!this.#voice) send(data)
    }
  }

  openEvents(url: string): EventSource | null {
    return this.#line === 'events' ? (new UndiciEventSource(url) as unknown as EventSource) : null
  }
}
