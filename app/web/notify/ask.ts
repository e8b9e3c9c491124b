import type { Answered, Ask } from '../../../web/face/notify.ts'
import { CORE } from '../../../wire/jmap/capability.ts'

/** The session has ended, or the server wants another password first. */
export class SignedOut extends Error {}

/** The server was reached, and would not. */
export class NotDone extends Error {}

const TIMEOUT_MS = 20_000

/** By plain HTTP with the cookie: a worker has no connection that stays. */
export const ask: Ask = async (using, calls) => {
  const response = await fetch('/jmap/api', {
    method: 'POST',
    credentials: 'same-origin',
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ using: [...new Set([CORE, ...using])], methodCalls: calls }),
  })
  if (response.status === 401 || response.status === 403) throw new SignedOut()
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  const { methodResponses } = (await response.json()) as { methodResponses: [string, Answered][] }
  const failed = methodResponses.find(([name]) => name === 'error')
  if (failed) throw new NotDone(`the server refused: ${String(failed[1]['type'])}`)
  return methodResponses.map(([, args]) => args)
}
