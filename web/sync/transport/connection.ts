import { Refused } from '../../../lib/errors.ts'
import { CORE, type CoreCapability } from '../../../wire/jmap/capability.ts'
import {
  type Invocation,
  type Response as JmapResponse,
  readResponse,
} from '../../../wire/jmap/invocation.ts'
import { readCore, readSession, type Session } from '../../../wire/jmap/session.ts'
import { Listeners } from '../listeners.ts'
import { Answers } from './answers.ts'
import { failureOf, isSignedOut, isUnavailable, parseJson, unavailable } from './failure.ts'
import { Gate } from './gate.ts'
import { Gathering, isOfChanges, type Question } from './gathering.ts'
import type { Network } from './network.ts'
import type { JmapSocket } from './socket.ts'

const TIMEOUT_MS = 60_000

/** How requests go out: on the WebSocket when there is one, by HTTP otherwise. */
export class Connection {
  readonly network: Network
  readonly onSignedOut = new Listeners()
  /** Whether the last exchange reached the server. */
  readonly onReach = new Listeners<[reached: boolean]>()
  readonly onSession = new Listeners<[session: Session]>()
  /** Someone else is signed in now. */
  readonly onOther = new Listeners<[session: Session]>()
  readonly #baseUrl: string
  readonly #gate = new Gate()
  readonly #gathering = new Gathering(
    question => this.#exchange(question),
    () => this.limits.maxCallsInRequest,
  )
  #session: Session | null = null
  #limits: CoreCapability | null = null
  #socket: JmapSocket | null = null
  #confirmation: Promise<Session> | null = null
  #isRefused = false

  constructor(network: Network, baseUrl: string) {
    this.network = network
    this.#baseUrl = baseUrl
  }

  get session(): Session | null {
    return this.#session
  }

  get limits(): CoreCapability {
    if (!this.#limits) throw unavailable('no session yet')
    return this.#limits
  }

  /** A session kept from the last time: shown, but nothing is asked under it before the server has confirmed it. */
  useKept(session: Session): void {
    this.#limits = readCore(session)
    this.#session = session
  }

  /** Settles once the server has said that the session is still this person's. */
  confirm(): Promise<Session> {
    this.#confirmation ??= this.fetchSession().catch(error => {
      if (!isSignedOut(error)) this.#confirmation = null
      throw error
    })
    return this.#confirmation
  }

  useSocket(socket: JmapSocket | null): void {
    this.#socket = socket
  }

  url(path: string): string {
    return new URL(path, this.#baseUrl).href
  }

  // RFC 8620 §2.2
  async fetchSession(): Promise<Session> {
    const response = await this.fetch('/.well-known/jmap', { cache: 'no-store' })
    const session = readSession(parseJson(await response.text()))
    if (this.#session && this.#session.username !== session.username) throw this.#refuseOther(session)
    this.useKept(session)
    this.#confirmation = Promise.resolve(session)
    this.onSession.tell(session)
    return session
  }

  // RFC 8620 §3.3
  async ask(using: readonly string[], methodCalls: readonly Invocation[]): Promise<Answers> {
    await this.confirm()
    const request = { using: [...new Set([CORE, ...using])], methodCalls }
    const response = isOfChanges(methodCalls) ? this.#gathering.ask(request) : this.#exchange(request)
    return new Answers(await response)
  }

  // RFC 8620 §2
  async #exchange(request: Question): Promise<JmapResponse> {
    const response = await this.#gate.pass(this.limits.maxConcurrentRequests, () =>
      this.#socket?.isOpen ? this.#socket.ask(request) : this.#post(request),
    )
    if (response.sessionState !== this.#session?.state) this.#renewSession()
    return response
  }

  /** One exchange by HTTP: what is not an answer of success is thrown, once translated. */
  async fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      const response = await this.#reach(path, init)
      if (!response.ok) throw await failureOf(response)
      this.onReach.tell(true)
      return response
    } catch (error) {
      if (isSignedOut(error)) this.onSignedOut.tell()
      if (isUnavailable(error)) this.#lose()
      throw error
    }
  }

  /** Out of reach, one question for the session goes before all others, so that a server that comes back is not run down. */
  #lose(): void {
    if (!this.#isRefused) this.#confirmation = null
    this.onReach.tell(false)
  }

  async #reach(path: string, init: RequestInit): Promise<Response> {
    const signal = init.signal ?? AbortSignal.timeout(TIMEOUT_MS)
    try {
      return await this.network.fetch(this.url(path), { credentials: 'same-origin', ...init, signal })
    } catch (error) {
      if (init.signal?.aborted) throw error
      throw unavailable('the server cannot be reached')
    }
  }

  async #post(request: object): Promise<JmapResponse> {
    if (!this.#session) throw unavailable('no session yet')
    const response = await this.fetch(this.#session.apiUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(request),
    })
    const text = await response.text().catch(() => {
      throw unavailable('the answer was cut short')
    })
    return readResponse(parseJson(text))
  }

  /** From here on nothing is asked: what waits in this person's outbox must not leave under another's name. */
  #refuseOther(session: Session): Refused {
    const refusal = new Refused('notAuthenticated', 'someone else has signed in')
    this.#isRefused = true
    this.#confirmation = Promise.reject(refusal)
    this.#confirmation.catch(() => undefined)
    this.#socket?.close()
    this.onOther.tell(session)
    return refusal
  }

  /** Accounts or rights changed; a failure here comes back with the next answer. */
  // RFC 8620 §3.4
  #renewSession(): void {
    this.fetchSession().catch(() => undefined)
  }
}
