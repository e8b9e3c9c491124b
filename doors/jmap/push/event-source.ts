import type { ServerResponse } from 'node:http'
import type { House } from '../../../core/house.ts'
import { Malformed } from '../../../lib/errors.ts'
import type { StateChange } from '../../../wire/jmap/push.ts'
import type { Visitor } from '../../http/visitor.ts'
import { watchStates } from './states.ts'

// RFC 8620 §7.3: the server may keep the interval within bounds.
const MIN_PING_S = 5
const MAX_PING_S = 300

/** Bytes that wait for a client to read them, beyond which it is held to be gone. */
const MOST_UNREAD = 1024 * 1024

export interface EventSourceWish {
  readonly types: ReadonlySet<string> | null
  readonly closeAfterState: boolean
  /** Seconds; 0: none. */
  readonly ping: number
}

// RFC 8620 §7.3
export function readWish(query: Readonly<Record<string, unknown>>): EventSourceWish {
  const { types = '*', closeafter = 'no', ping = '0' } = query
  if (typeof types !== 'string') throw new Malformed('a list of types is expected', 'types')
  if (closeafter !== 'state' && closeafter !== 'no')
    throw new Malformed('"state" or "no" is expected', 'closeafter')
  if (typeof ping !== 'string' || !/^\d{1,6}$/.test(ping)) throw new Malformed('seconds are expected', 'ping')
  const seconds = Number(ping)
  return {
    types: types === '*' ? null : new Set(types.split(',')),
    closeAfterState: closeafter === 'state',
    ping: seconds === 0 ? 0 : Math.min(MAX_PING_S, Math.max(MIN_PING_S, seconds)),
  }
}

/** Streams state changes until the client goes, or after the first when it asked so. */
export async function streamStates(
  house: House,
  visitor: Visitor,
  wish: EventSourceWish,
  response: ServerResponse,
): Promise<void> {
  const tell = (change: StateChange) => {
    if (response.writableLength > MOST_UNREAD) return response.destroy()
    response.write(`event: state\ndata: ${JSON.stringify(change)}\n\n`)
    if (wish.closeAfterState) response.end()
  }
  // Watching begins before the answer does: whoever has read the answer misses nothing from then on.
  const watch = await watchStates(house, visitor, wish.types, tell)
  // Nobody is told again of an end that was.
  if (response.destroyed) return watch.stop()
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write(': here\n\n')
  const ping =
    wish.ping > 0
      ? setInterval(
          () => response.write(`event: ping\ndata: {"interval":${wish.ping}}\n\n`),
          wish.ping * 1000,
        )
      : undefined
  response.on('close', () => {
    clearInterval(ping)
    watch.stop()
  })
}
