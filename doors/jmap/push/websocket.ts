import type { WebSocket } from 'ws'
import type { House } from '../../../core/house.ts'
import { currentStates } from '../../../core/states.ts'
import { Malformed } from '../../../lib/errors.ts'
import { readJson } from '../../../wire/jmap/json.ts'
import { type ClientMessage, readClientMessage, type ServerMessage } from '../../../wire/jmap/push.ts'
import { POLICY_VIOLATION } from '../../http/upgrade.ts'
import type { Visitor } from '../../http/visitor.ts'
import { LIMITS } from '../limits.ts'
import { type Refusal, refuseRequest } from '../refuse-request.ts'
import { runRequest } from '../request.ts'
import { type Watch, watchStates } from './states.ts'

/** Bytes of answers that wait for a client to read them, before it may ask for more. */
const MOST_UNREAD = 4 * 1024 * 1024
/** The same, beyond which it is held to be gone: what moves is told all the while. */
const MOST_NEWS = 256 * 1024 * 1024

/** One client over RFC 8887: requests answered as they finish, states pushed when it asks for them. */
export function serveWebSocket(house: House, visitor: Visitor, origin: string, socket: WebSocket): void {
  let watch: Watch | null = null
  /** Counts what the client has wished: whatever begins for an earlier wish is over when it is ready. */
  let wishes = 0
  let running = 0
  const send = (message: ServerMessage) => {
    if (socket.readyState !== socket.OPEN) return
    socket.send(JSON.stringify(message), () => {
      if (socket.isPaused && socket.bufferedAmount < MOST_UNREAD) socket.resume()
    })
    if (socket.bufferedAmount > MOST_NEWS) socket.terminate()
    else if (socket.bufferedAmount > MOST_UNREAD) socket.pause()
  }
  const stop = () => {
    wishes += 1
    watch?.stop()
    watch = null
  }
  socket.on('close', stop)
  socket.on('error', stop)
  socket.on('message', (data, isBinary) => {
    const text = String(data)
    void take(text, isBinary).catch(error => {
      house.log.error('a WebSocket message failed', { error })
      socket.close(1011)
    })
  })

  async function take(text: string, isBinary: boolean): Promise<void> {
    const { message, id, refusal } = readMessage(text, isBinary)
    if (refusal) return send({ '@type': 'RequestError', ...(id !== null && { requestId: id }), ...refusal })
    if (message['@type'] === 'Request') return answer(message)
    stop()
    if (message['@type'] === 'WebSocketPushEnable') await enable(message)
  }

  async function answer(message: Extract<ClientMessage, { '@type': 'Request' }>): Promise<void> {
    const asked = message.id === undefined ? {} : { requestId: message.id }
    const refusal =
      running >= LIMITS.maxConcurrentRequests
        ? refuseRequest.limit('maxConcurrentRequests')
        : refuseRequest.of(house, message)
    if (refusal) return send({ '@type': 'RequestError', ...asked, ...refusal })
    running += 1
    try {
      await visitor.settled()
      if (visitor.isOver) return socket.close(POLICY_VIOLATION)
      send({ '@type': 'Response', ...asked, ...(await runRequest(house, visitor.actor, origin, message)) })
    } finally {
      running -= 1
    }
  }

  // RFC 8887 §4.3.5.2
  async function enable(message: Extract<ClientMessage, { '@type': 'WebSocketPushEnable' }>): Promise<void> {
    const types = message.dataTypes === null ? null : new Set(message.dataTypes)
    const wish = wishes
    const begun = await watchStates(house, visitor, types, change => send(change))
    if (wish !== wishes) return begun.stop()
    watch = begun
    if (message.pushState !== undefined)
      send({ '@type': 'StateChange', changed: await currentStates(house, visitor.actor, types) })
  }
}

interface Read {
  readonly message: ClientMessage
  readonly id: string | null
  readonly refusal: Refusal | null
}

const NOTHING: ClientMessage = { '@type': 'WebSocketPushDisable' }

function readMessage(text: string, isBinary: boolean): Read {
  let json: unknown = null
  try {
    if (isBinary) throw new SyntaxError('binary')
    json = readJson(text)
    return { message: readClientMessage(json), id: null, refusal: null }
  } catch (error) {
    if (error instanceof SyntaxError) return { message: NOTHING, id: null, refusal: refuseRequest.notJSON() }
    if (!(error instanceof Malformed)) throw error
    return { message: NOTHING, id: requestIdOf(json), refusal: refuseRequest.notRequest(error.message) }
  }
}

const requestIdOf = (json: unknown): string | null => {
  const id = typeof json === 'object' && json !== null && 'id' in json ? json.id : null
  return typeof id === 'string' ? id : null
}
