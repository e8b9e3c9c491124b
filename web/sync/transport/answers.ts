import { Malformed, Refused } from '../../../lib/errors.ts'
import type { Response } from '../../../wire/jmap/invocation.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import { type MethodError, readMethodError } from '../../../wire/jmap/problem.ts'

const TRY_AGAIN: ReadonlySet<string> = new Set(['serverUnavailable', 'rateLimit'])

/** The answers to one request, by call. */
export class Answers {
  readonly #response: Response

  constructor(response: Response) {
    this.#response = response
  }

  /** The arguments of the answer to a call; throws when the method failed. */
  read(callId: string, method: string): JsonObject {
    const error = this.error(callId)
    if (error) throw refusalOf(error)
    const answer = this.#response.methodResponses.find(([name, , id]) => id === callId && name === method)
    if (!answer) throw new Malformed(`the answer to ${method} is missing`, callId)
    return answer[1]
  }

  error(callId: string): MethodError | null {
    const answer = this.#response.methodResponses.find(([name, , id]) => id === callId && name === 'error')
    return answer ? readMethodError(answer[1]) : null
  }

  all(): Response['methodResponses'] {
    return this.#response.methodResponses
  }
}

/** `details.type` keeps the word that the server used. */
export function refusalOf(error: MethodError): Refused {
  const details = { ...error }
  const message = error.description ?? error.type
  if (TRY_AGAIN.has(error.type)) return new Refused('unavailable', message, details)
  if (error.type === 'cannotCalculateChanges' || error.type === 'anchorNotFound')
    return new Refused(error.type, message, details)
  return new Refused('notPossible', message, details)
}

export const isRefusedAs = (error: unknown, type: string): boolean =>
  error instanceof Refused && (error.code === type || error.details['type'] === type)
