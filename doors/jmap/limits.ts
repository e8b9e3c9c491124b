import type { CoreCapability } from '../../wire/jmap/capability.ts'
import { MethodFailed } from './problem.ts'

/** What one client may ask at once; told in the session (RFC 8620 §2). */
export const LIMITS = {
  maxSizeUpload: 100 * 1024 * 1024,
  maxConcurrentUpload: 8,
  maxSizeRequest: 10 * 1024 * 1024,
  maxConcurrentRequests: 16,
  maxCallsInRequest: 64,
  maxObjectsInGet: 1000,
  maxObjectsInSet: 1000,
  // By letters, whatever their case; there is no other order.
  collationAlgorithms: ['i;unicode-casemap'],
} as const satisfies CoreCapability

/** Ids in one window of a query, whatever the client asks. */
export const MAX_QUERY_LIMIT = 10_000
export const DEFAULT_QUERY_LIMIT = 1000

/** Of all the answers to one request, about: they are held until the last of them is there. */
export const MAX_ANSWERED_BYTES = 64 * 1024 * 1024

export const tooMuch = (): MethodFailed =>
  new MethodFailed('requestTooLarge', `the answers of one request take at most ${MAX_ANSWERED_BYTES} bytes`)

/** How often a client of the WebSocket is asked whether it is still there; proxies end what is silent for a minute. */
export const PING_MS = 30_000
