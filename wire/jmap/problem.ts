import { type JsonObject, readNullable, readObject, readString, readStrings } from './json.ts'

/** Why a whole request was refused, as problem details (RFC 7807). */
// RFC 8620 §3.6.1
export interface RequestProblem {
  readonly type: string
  readonly status: number
  readonly detail: string
  /** The limit that was passed, when the type is `limit`. */
  readonly limit?: string
}

// RFC 8620 §3.6.1
export const PROBLEM = {
  unknownCapability: 'urn:ietf:params:jmap:error:unknownCapability',
  notJSON: 'urn:ietf:params:jmap:error:notJSON',
  notRequest: 'urn:ietf:params:jmap:error:notRequest',
  limit: 'urn:ietf:params:jmap:error:limit',
} as const

/** Errors that any method may answer with; types add theirs. */
// RFC 8620 §3.6.2
export type MethodErrorType =
  | 'serverUnavailable'
  | 'serverFail'
  | 'serverPartialFail'
  | 'unknownMethod'
  | 'invalidArguments'
  | 'invalidResultReference'
  | 'forbidden'
  | 'accountNotFound'
  | 'accountNotSupportedByMethod'
  | 'accountReadOnly'
  // RFC 8620 §5.1
  | 'requestTooLarge'
  // RFC 8620 §5.2
  | 'cannotCalculateChanges'
  // RFC 8620 §5.3
  | 'stateMismatch'
  // RFC 8620 §5.4
  | 'fromAccountNotFound'
  | 'fromAccountNotSupportedByMethod'
  // RFC 8620 §5.5
  | 'anchorNotFound'
  | 'unsupportedSort'
  | 'unsupportedFilter'
  // RFC 8620 §5.6
  | 'tooManyChanges'

export interface MethodError {
  readonly type: string
  readonly description?: string
}

/** Errors of one record in a `/set` or `/copy`; types add theirs. */
// RFC 8620 §5.3
export type SetErrorType =
  | 'forbidden'
  | 'overQuota'
  | 'tooLarge'
  | 'rateLimit'
  | 'notFound'
  | 'invalidPatch'
  | 'willDestroy'
  | 'invalidProperties'
  | 'singleton'
  // RFC 8620 §5.4
  | 'alreadyExists'

// RFC 8620 §5.3
export interface SetError {
  readonly type: string
  readonly description?: string
  readonly properties?: readonly string[]
  readonly existingId?: string
  readonly [extra: string]: unknown
}

export function readMethodError(args: JsonObject): MethodError {
  const description = readNullable(args['description'], 'description', readString)
  return { type: readString(args['type'], 'type'), ...(description !== null && { description }) }
}

export function readSetError(input: unknown, at: string): SetError {
  const error = readObject(input, at)
  readNullable(error['description'], at, readString)
  readNullable(error['properties'], at, readStrings)
  return { ...error, type: readString(error['type'], at) }
}
