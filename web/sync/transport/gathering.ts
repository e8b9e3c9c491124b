import type { Invocation, Response } from '../../../wire/jmap/invocation.ts'
import { isObject, type JsonObject } from '../../../wire/jmap/json.ts'
import { isRefusedAs } from './answers.ts'

export interface Question {
  readonly using: readonly string[]
  readonly methodCalls: readonly Invocation[]
}

/** Whoever asked the same. */
interface Asked {
  readonly question: Question
  readonly answer: PromiseWithResolvers<Response>
}

/** The server answers the calls of one request one after the other, and then all at once: so not too many of them. */
const MOST_CALLS = 24

/** Whether calls find out what moved: many small questions that come together, and whose answers come to little. */
export const isOfChanges = ([first]: readonly Invocation[]): boolean =>
  first !== undefined && /\/(?:changes|queryChanges)$/.test(first[0])

/**
 * Puts what is asked within one moment into few requests, and asks what is asked twice once. In a request of several the
 * ids of calls begin with the place of who asked them.
 */
export class Gathering {
  readonly #send: (question: Question) => Promise<Response>
  readonly #mostCalls: () => number
  #waiting = new Map<string, Asked>()

  constructor(send: (question: Question) => Promise<Response>, mostCalls: () => number) {
    this.#send = send
    this.#mostCalls = mostCalls
  }

  ask(question: Question): Promise<Response> {
    const key = JSON.stringify(question)
    if (this.#waiting.size === 0) setTimeout(() => this.#sendAll(), 0)
    const asked = this.#waiting.get(key) ?? { question, answer: Promise.withResolvers<Response>() }
    this.#waiting.set(key, asked)
    return asked.answer.promise
  }

  #sendAll(): void {
    const all = [...this.#waiting.values()]
    this.#waiting = new Map()
    for (const some of inRequests(all, Math.min(MOST_CALLS, this.#mostCalls()))) void this.#sendSome(some)
  }

  /** What is wrong with one of several is no reason to refuse the others. */
  async #sendSome(some: readonly Asked[]): Promise<void> {
    const [only] = some
    try {
      if (some.length === 1) return only!.answer.resolve(await this.#send(only!.question))
      const response = await this.#send(joined(some.map(({ question }) => question)))
      for (const [at, { answer }] of some.entries()) answer.resolve(answerTo(at, response))
    } catch (error) {
      if (some.length > 1 && isRefusedAs(error, 'notPossible'))
        for (const one of some) void this.#sendSome([one])
      else for (const { answer } of some) answer.reject(error)
    }
  }
}

function inRequests(all: readonly Asked[], most: number): Asked[][] {
  const requests: Asked[][] = []
  let room = 0
  for (const asked of all) {
    const { length } = asked.question.methodCalls
    if (length > room) {
      requests.push([])
      room = most
    }
    requests.at(-1)!.push(asked)
    room -= length
  }
  return requests
}

const joined = (questions: readonly Question[]): Question => ({
  using: [...new Set(questions.flatMap(({ using }) => using))],
  methodCalls: questions.flatMap(({ methodCalls }, at) =>
    methodCalls.map(([name, args, id]): Invocation => [name, referring(args, at), `${at}.${id}`]),
  ),
})

// RFC 8620 §3.7
const referring = (args: JsonObject, at: number): JsonObject =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      name.startsWith('#') && isObject(value) ? { ...value, resultOf: `${at}.${value['resultOf']}` } : value,
    ]),
  )

function answerTo(at: number, response: Response): Response {
  const prefix = `${at}.`
  const methodResponses = response.methodResponses
    .filter(([, , id]) => id.startsWith(prefix))
    .map(([name, args, id]): Invocation => [name, args, id.slice(prefix.length)])
  return { ...response, methodResponses }
}
