import { type JsonObject, readNullable, readObject, readString, readStrings } from './json.ts'

// RFC 8620 §3.6.1
export const PROBLEM = {
  unknownCapability: 'urn:ietf:params:jmap:error:unknownCapability',
  notJSON: 'urn:ietf:params:jmap:error:notJSON',
  notRequest: 'urn:ietf:params:jmap:error:notRequest',
  limit: 'urn:ietf:params:jmap:error:limit',
} as const

export interface MethodError {
  readonly type: string
  readonly description?: string
}

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
