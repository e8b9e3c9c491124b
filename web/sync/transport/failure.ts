import { Malformed, Refused } from '../../../lib/errors.ts'
import { isObject } from '../../../wire/jmap/json.ts'

/** The server cannot be reached, or says that it cannot answer now: to be tried again. */
export const unavailable = (message: string): Refused => new Refused('unavailable', message)

export const isUnavailable = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'unavailable'

export const isSignedOut = (error: unknown): boolean =>
  error instanceof Refused && error.code === 'notAuthenticated'

/** Why an HTTP answer is not the one hoped for. */
export async function failureOf(response: Response): Promise<Refused> {
  if (response.status === 401) return new Refused('notAuthenticated', 'the session has ended')
  if (response.status === 429 || response.status >= 500)
    return unavailable(`the server answers ${response.status}`)
  const problem: unknown = await response.json().catch(() => null)
  return problemOf(isObject(problem) ? problem : { status: response.status })
}

// RFC 8620 §3.6.1
export function problemOf(problem: Readonly<Record<string, unknown>>): Refused {
  const isBusy = problem['limit'] === 'maxConcurrentRequests' || problem['limit'] === 'maxConcurrentUpload'
  if (isBusy) return unavailable('too many requests at once')
  return new Refused(
    'notPossible',
    String(problem['detail'] ?? problem['type'] ?? problem['status']),
    problem,
  )
}

/** JSON of an answer; what is none is malformed. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Malformed('the answer is not JSON')
  }
}
