import type { Network } from '../transport/network.ts'

/** The true network, with a hand on the plug. */
export class UnreliableNetwork implements Network {
  #isDown = false
  #lost = 0
  readonly #headers: Readonly<Record<string, string>>
  readonly #hasSockets: boolean
  readonly #sockets = new Set<WebSocket>()

  constructor(headers: Readonly<Record<string, string>> = {}, hasSockets = true) {
    this.#headers = headers
    this.#hasSockets = hasSockets
  }

  /** Pulls the plug, or puts it back. */
  set isDown(isDown: boolean) {
    this.#isDown = isDown
    if (isDown) for (const socket of this.#sockets) socket.close()
  }

  /** Has the next posts reach the server, and their answers lost. */
  loseAnswers(count: number): void {
    this.#lost = count
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    if (this.#isDown) throw new TypeError('fetch failed')
    const headers = { ...(init.headers as Record<string, string>), ...this.#headers }
    const response = await fetch(url, { ...init, headers })
    if (this.#isDown || (init.method === 'POST' && this.#lost-- > 0)) throw new TypeError('fetch failed')
    return response
  }

  openSocket(url: string): WebSocket {
    const socket = new WebSocket(this.#isDown || !this.#hasSockets ? 'ws://127.0.0.1:1' : url, 'jmap')
    this.#sockets.add(socket)
    socket.addEventListener('close', () => this.#sockets.delete(socket))
    return socket
  }

  openEvents(): null {
    return null
  }
}
