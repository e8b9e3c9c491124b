import { Malformed, Refused } from '../../../lib/errors.ts'
import { IDEMPOTENT } from '../../../wire/jmap/capability.ts'
import type { Uploads } from '../blob/uploads.ts'
import type { Catalogue } from '../catalogue.ts'
import { Answers } from '../transport/answers.ts'
import { type Pause, Waiting } from '../transport/back-off.ts'
import type { Connection } from '../transport/connection.ts'
import { isSignedOut, isUnavailable } from '../transport/failure.ts'
import { needs, takeBatch } from './batch.ts'
import { createdBy, type Entry } from './entry.ts'
import type { Outbox } from './outbox.ts'
import { type Reason, reasonOf } from './outcome.ts'
import { writeBatch } from './set-call.ts'
import { isPassing, type Settled, settleCalls, settleChange } from './settle.ts'

/** Answers that make no sense, or failures of the server itself, before an entry is given up. */
const MOST_ATTEMPTS = 5

export interface SenderHooks {
  onSettled(settled: readonly Settled[]): void
  onFailure(error: unknown): void
  isReachable(): boolean
}

/** Empties the outbox, in order, for as long as it takes; one tab does. */
export class Sender {
  readonly #outbox: Outbox
  readonly #connection: Connection
  readonly #catalogue: Catalogue
  readonly #uploads: Uploads
  readonly #hooks: SenderHooks
  readonly #pause: Pause
  readonly #waiting = new Waiting()
  #isClosed = false
  #isAwake = false
  #failures = 0

  constructor(
    parts: { outbox: Outbox; connection: Connection; catalogue: Catalogue; uploads: Uploads },
    hooks: SenderHooks,
    pause: Pause,
  ) {
    this.#outbox = parts.outbox
    this.#connection = parts.connection
    this.#catalogue = parts.catalogue
    this.#uploads = parts.uploads
    this.#hooks = hooks
    this.#pause = pause
  }

  /** There is something to send, or a reason to try again. */
  wake(): void {
    this.#failures = 0
    this.#isAwake = true
    this.#waiting.wake()
  }

  close(): void {
    this.#isClosed = true
    this.#waiting.wake()
  }

  async run(): Promise<void> {
    while (!this.#isClosed) {
      this.#isAwake = false
      if (await this.#sendNext()) continue
      if (!this.#isAwake && !this.#isClosed) await this.#waiting.wait(this.#pause(this.#failures++))
    }
  }

  /** False when there is nothing to do, or nothing could be done now. */
  async #sendNext(): Promise<boolean> {
    try {
      const batch = takeBatch(this.#outbox.queue, this.#maxObjects())
      if (batch.length === 0) return false
      await this.#send(batch)
      this.#failures = 0
      return true
    } catch (error) {
      if (isSignedOut(error)) this.#isClosed = true
      if (!isUnavailable(error)) this.#hooks.onFailure(error)
      return false
    }
  }

  async #send(batch: readonly Entry[]): Promise<void> {
    await (this.#hooks.isReachable() ? this.#connection.confirm() : this.#connection.fetchSession())
    const blocked = await this.#uploadOrFindBlocked(batch)
    if (blocked) return this.#settle([blocked])
    const sent = await this.#outbox.markSent(batch)
    const answers = await this.#ask(sent)
    const repeated = new Set(batch.filter(entry => entry.isSent).map(entry => entry.order))
    if (answers instanceof Answers) await this.#read(sent, answers, repeated)
    else await this.#afterFailure(sent, answers)
  }

  async #ask(batch: readonly Entry[]): Promise<Answers | Malformed | Reason> {
    const sending = writeBatch(batch, {
      catalogue: this.#catalogue,
      known: this.#outbox.known,
      isIdempotent: this.#connection.session?.capabilities[IDEMPOTENT] !== undefined,
    })
    try {
      return await this.#connection.ask(sending.using, sending.methodCalls)
    } catch (error) {
      if (isUnavailable(error) || isSignedOut(error)) throw error
      if (error instanceof Malformed) return error
      return reasonOf({ type: 'requestRefused', description: String(error) })
    }
  }

  async #read(batch: readonly Entry[], answers: Answers, repeated: ReadonlySet<number>): Promise<void> {
    const settled: Settled[] = []
    const passing: Entry[] = []
    for (const entry of batch) {
      const one = this.#settleOne(entry, answers, repeated.has(entry.order))
      const mayPass = one === null || (one.outcome.kind === 'refused' && isPassing(one.outcome.reason))
      if (mayPass && entry.attempts < MOST_ATTEMPTS) passing.push(entry)
      else settled.push(one ?? refusal(entry, SENSELESS))
    }
    await this.#settle(settled)
    if (passing.length > 0) await this.#tryAgain(passing)
  }

  #settleOne(entry: Entry, answers: Answers, isRepeated: boolean): Settled | null {
    try {
      if (entry.calls) return settleCalls(entry, answers)
      return settleChange(entry, answers, this.#outbox.known, isRepeated)
    } catch (error) {
      if (error instanceof Malformed || isUnavailable(error)) return null
      throw error
    }
  }

  async #afterFailure(batch: readonly Entry[], failure: Malformed | Reason): Promise<void> {
    const reason = failure instanceof Malformed ? SENSELESS : failure
    const isFinal = !(failure instanceof Malformed) || batch.some(entry => entry.attempts >= MOST_ATTEMPTS)
    if (isFinal) return this.#settle(batch.map(entry => refusal(entry, reason)))
    await this.#tryAgain(batch)
  }

  async #tryAgain(batch: readonly Entry[]): Promise<void> {
    await this.#outbox.countAttempt(batch)
    await this.#waiting.wait(this.#pause(this.#failures++))
  }

  /** All tabs learn first: an entry that left the queue before would be shown undone for a moment. */
  async #settle(settled: readonly Settled[]): Promise<void> {
    if (settled.length === 0) return
    this.#hooks.onSettled(settled)
    await this.#outbox.discard(settled)
  }

  /** The first entry that needs what will never exist: its creation was refused, or its file is. */
  async #uploadOrFindBlocked(batch: readonly Entry[]): Promise<Settled | null> {
    const made = new Set(this.#outbox.queue.flatMap(createdBy))
    for (const entry of batch) {
      for (const id of needs(entry)) {
        if (this.#outbox.known.has(id) || made.has(id)) continue
        const reason = await this.#upload(id)
        if (reason) return refusal(entry, reason)
      }
    }
    return null
  }

  /** Why there will be none of this id; null once there is. */
  async #upload(id: string): Promise<Reason | null> {
    try {
      return (await this.#uploads.send(id)) ? null : DEPENDENCY
    } catch (error) {
      if (!(error instanceof Refused) || isUnavailable(error) || isSignedOut(error)) throw error
      return reasonOf({ type: 'requestRefused', description: error.message })
    }
  }

  #maxObjects(): number {
    return this.#connection.session ? this.#connection.limits.maxObjectsInSet : 1
  }
}

const SENSELESS: Reason = { type: 'serverFail', description: 'the answer makes no sense', properties: [] }
const DEPENDENCY: Reason = { type: 'dependency', description: 'what this needs was refused', properties: [] }

const refusal = (entry: Entry, reason: Reason): Settled => ({
  outcome: { kind: 'refused', tickets: entry.tickets, reason },
  entry,
  record: null,
  since: null,
})
