import type { House } from '../../core/house.ts'
import { BLOB, CORE, IDEMPOTENT, LIVE, WEBSOCKET } from '../../wire/jmap/capability.ts'
import type { Request } from '../../wire/jmap/invocation.ts'
import { PROBLEM } from '../../wire/jmap/problem.ts'
import { LIMITS } from './limits.ts'

/** Why a whole request is refused, as a problem of HTTP. */
// RFC 8620 §3.6.1, RFC 9457 §3.1
export interface Refusal {
  readonly type: string
  readonly status: number
  readonly detail: string
  readonly limit?: string
  readonly [extra: string]: unknown
}

const OWN_CAPABILITIES = new Set([CORE, WEBSOCKET, BLOB, IDEMPOTENT, LIVE])

export const refuseRequest = {
  notJSON: (): Refusal => ({ type: PROBLEM.notJSON, status: 400, detail: 'The request is not I-JSON.' }),
  notRequest: (detail: string): Refusal => ({ type: PROBLEM.notRequest, status: 400, detail }),
  limit: (limit: keyof typeof LIMITS): Refusal => ({
    type: PROBLEM.limit,
    status: limit === 'maxSizeRequest' ? 413 : 400,
    limit,
    detail: `The limit ${limit} (${LIMITS[limit]}) was passed.`,
  }),
  /** What is wrong with a well-formed request, or null. */
  of(house: House, request: Request): Refusal | null {
    const unknown = request.using.find(uri => !OWN_CAPABILITIES.has(uri) && !house.registry.moduleOf(uri))
    if (unknown !== undefined)
      return {
        type: PROBLEM.unknownCapability,
        status: 400,
        detail: `This server does not know the capability ${unknown}.`,
      }
    return request.methodCalls.length > LIMITS.maxCallsInRequest
      ? refuseRequest.limit('maxCallsInRequest')
      : null
  },
}
