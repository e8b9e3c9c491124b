import { Malformed } from '../../lib/errors.ts'
import { type Request, type Response, readRequest, readResponse } from './invocation.ts'
import {
  isObject,
  type JsonObject,
  readMap,
  readNullable,
  readObject,
  readString,
  readStrings,
} from './json.ts'

/** State string by type, by account. */
// RFC 8620 §7.1
export interface StateChange {
  readonly '@type': 'StateChange'
  readonly changed: Readonly<Record<string, Readonly<Record<string, string>>>>
  // RFC 8887 §4.3.5.1
  readonly pushState?: string
}

/** What a client says over a WebSocket. */
export type ClientMessage =
  // RFC 8887 §4.3.2
  | ({ readonly '@type': 'Request'; readonly id?: string } & Request)
  // RFC 8887 §4.3.5.2
  | {
      readonly '@type': 'WebSocketPushEnable'
      readonly dataTypes: readonly string[] | null
      readonly pushState?: string
    }
  // RFC 8887 §4.3.5.3
  | { readonly '@type': 'WebSocketPushDisable' }

/** What a server says over a WebSocket. */
export type ServerMessage =
  // RFC 8887 §4.3.3
  | ({ readonly '@type': 'Response'; readonly requestId?: string } & Response)
  // RFC 8887 §4.3.4
  | ({ readonly '@type': 'RequestError'; readonly requestId?: string; readonly type: string } & JsonObject)
  | StateChange

export function readClientMessage(input: unknown): ClientMessage {
  const message = readObject(input, 'message')
  const id = readNullable(message['id'], 'id', readString)
  const pushState = readNullable(message['pushState'], 'pushState', readString)
  switch (message['@type']) {
    case 'Request':
      return { '@type': 'Request', ...readRequest(message), ...(id !== null && { id }) }
    case 'WebSocketPushEnable':
      return {
        '@type': 'WebSocketPushEnable',
        dataTypes: readNullable(message['dataTypes'], 'dataTypes', readStrings),
        ...(pushState !== null && { pushState }),
      }
    case 'WebSocketPushDisable':
      return { '@type': 'WebSocketPushDisable' }
    default:
      throw new Malformed('a message of no known @type', '@type')
  }
}

export function readServerMessage(input: unknown): ServerMessage {
  const message = readObject(input, 'message')
  const requestId = readNullable(message['requestId'], 'requestId', readString)
  switch (message['@type']) {
    case 'Response':
      return { '@type': 'Response', ...readResponse(message), ...(requestId !== null && { requestId }) }
    case 'RequestError':
      return {
        ...message,
        '@type': 'RequestError',
        type: readString(message['type'], 'type'),
        ...(requestId !== null && { requestId }),
      }
    default:
      return readStateChange(message)
  }
}

// RFC 8620 §7.1
export function readStateChange(input: unknown): StateChange {
  if (!isObject(input) || input['@type'] !== 'StateChange') throw new Malformed('not a StateChange', '@type')
  const pushState = readNullable(input['pushState'], 'pushState', readString)
  return {
    '@type': 'StateChange',
    changed: readMap(input['changed'], 'changed', (types, at) => readMap(types, at, readString)),
    ...(pushState !== null && { pushState }),
  }
}
