// RFC 8620 §2
export const CORE = 'urn:ietf:params:jmap:core'
// RFC 9404 §3
export const BLOB = 'urn:ietf:params:jmap:blob'
// RFC 8887 §3
export const WEBSOCKET = 'urn:ietf:params:jmap:websocket'
/**
 * Ours: `Foo/set` takes `clientKeys: {creationId: key}`. A creation whose key the account has seen before makes
 * nothing and answers with the record made then, so that a retry after a lost answer is harmless.
 */
export const IDEMPOTENT = 'urn:bastide:idempotent'

// RFC 8620 §2
export interface CoreCapability {
  readonly maxSizeUpload: number
  readonly maxConcurrentUpload: number
  readonly maxSizeRequest: number
  readonly maxConcurrentRequests: number
  readonly maxCallsInRequest: number
  readonly maxObjectsInGet: number
  readonly maxObjectsInSet: number
  readonly collationAlgorithms: readonly string[]
}

// RFC 8887 §3
export interface WebSocketCapability {
  readonly url: string
  readonly supportsPush: boolean
}

/** Ours: who is doing something to which record right now; `url` is a WebSocket that speaks wire/jmap/live.ts. */
export const LIVE = 'urn:bastide:live'
