import { Malformed } from '../../lib/errors.ts'
import {
  type JsonObject,
  readArray,
  readMap,
  readNullable,
  readObject,
  readString,
  readStrings,
} from './json.ts'

/** Name, arguments, call id. */
// RFC 8620 §3.2
export type Invocation = readonly [name: string, args: JsonObject, callId: string]

// RFC 8620 §3.3
export interface Request {
  readonly using: readonly string[]
  readonly methodCalls: readonly Invocation[]
  readonly createdIds?: Readonly<Record<string, string>>
}

// RFC 8620 §3.4
export interface Response {
  readonly methodResponses: readonly Invocation[]
  readonly createdIds?: Readonly<Record<string, string>>
  readonly sessionState: string
}

/** Deeper than anything that means something: whoever reads it goes down as far, and has no more than a stack. */
const MAX_DEPTH = 500

// RFC 8620 §3.3
export function readRequest(input: unknown): Request {
  if (isDeeper(input, MAX_DEPTH)) throw new Malformed(`nested more than ${MAX_DEPTH} deep`)
  const request = readObject(input, 'request')
  const createdIds = readNullable(request['createdIds'], 'createdIds', readIds)
  return {
    using: readStrings(request['using'], 'using'),
    methodCalls: readArray(request['methodCalls'], 'methodCalls').map(readInvocation),
    ...(createdIds && { createdIds }),
  }
}

function isDeeper(value: unknown, limit: number): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap(one => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return false
}

// RFC 8620 §3.4
export function readResponse(input: unknown): Response {
  const response = readObject(input, 'response')
  const createdIds = readNullable(response['createdIds'], 'createdIds', readIds)
  return {
    methodResponses: readArray(response['methodResponses'], 'methodResponses').map(readInvocation),
    sessionState: readString(response['sessionState'], 'sessionState'),
    ...(createdIds && { createdIds }),
  }
}

const readIds = (value: unknown, at: string): Record<string, string> => readMap(value, at, readString)

function readInvocation(input: unknown, index: number): Invocation {
  const at = `invocation ${index}`
  const parts = readArray(input, at)
  if (parts.length !== 3) throw new Malformed('an invocation has three parts', at)
  return [readString(parts[0], at), readObject(parts[1], at), readString(parts[2], at)]
}
