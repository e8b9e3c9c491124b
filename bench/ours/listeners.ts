import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { atPercent } from '../figures.ts'
import { openInbox } from '../imap.ts'
import type { Login } from '../login.ts'
import { memoryOf } from '../processes.ts'
import { sendOne } from '../smtp.ts'
import { bearer } from './bearer.ts'
import type { Server } from './server.ts'

/** Of each kind. */
export const LISTENERS = 1000
/** Messages that listeners are told of. */
const SENT = 20
const PATIENCE_MS = 10_000
/** From the answer to the sender, milliseconds. */
export interface Push {
  readonly half: number
  readonly last: number
}

export interface Listening {
  /** Kilobytes of the whole server for one listener more. */
  readonly idleMemory: number
  readonly eventSourceMemory: number
  readonly idle: Push
  readonly eventSource: Push
}

/** People with many connections each: in IDLE on the inbox, and on the EventSource of JMAP. */
export async function listen({ running, url, ports }: Server, people: readonly Login[]): Promise<Listening> {
  const heard = new Map<string, { kind: Kind; at: number }[]>(people.map(({ address }) => [address, []]))
  const note = (address: string, kind: Kind) => heard.get(address)!.push({ kind, at: performance.now() })
  const closing: (() => void)[] = []
  const each = LISTENERS / people.length
  try {
    const before = await memoryOf(running.child.pid!)
    for (const [at, login] of people.entries())
      await times(each, async () => {
        // So many from one place would be too many.
        const inbox = await openInbox(ports['imap']!, login, `127.0.0.${2 + at}`)
        inbox.idle(() => note(login.address, 'idle'))
        closing.push(inbox.close)
      })
    const between = await memoryOf(running.child.pid!)
    for (const login of people) {
      const authorization = await bearer(url, login)
      await times(each, async () => {
        const answer = await events(url, authorization)
        answer.on('data', chunk => {
          if (String(chunk).includes('event: state')) note(login.address, 'eventSource')
        })
        closing.push(() => answer.destroy())
      })
    }
    const after = await memoryOf(running.child.pid!)
    const waits = await pushes(ports['smtp']!, people, heard, each)
    return {
      idleMemory: ((between - before) * 1024) / LISTENERS,
      eventSourceMemory: ((after - between) * 1024) / LISTENERS,
      idle: summary(waits.idle),
      eventSource: summary(waits.eventSource),
    }
  } finally {
    for (const close of closing) close()
  }
}

const times = (count: number, act: () => Promise<void>) => Promise.all(Array.from({ length: count }, act))

const KINDS = ['idle', 'eventSource'] as const
type Kind = (typeof KINDS)[number]

async function events(url: string, authorization: string): Promise<IncomingMessage> {
  const request = get(`${url}/jmap/events?types=Email`, { headers: { authorization }, agent: false })
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  if (answer.statusCode !== 200) throw new Error(`no events: ${answer.statusCode}`)
  await once(answer, 'data')
  return answer
}

async function pushes(
  port: number,
  people: readonly Login[],
  heard: Map<string, { kind: Kind; at: number }[]>,
  each: number,
): Promise<Record<Kind, number[]>> {
  const waits: Record<Kind, number[]> = { idle: [], eventSource: [] }
  for (let n = 0; n < SENT; n++) {
    const { address } = people[n % people.length]!
    const told = heard.get(address)!
    told.length = 0
    const answered = await sendOne(port, address)
    const missing = () => each - Math.min(...KINDS.map(kind => told.filter(one => one.kind === kind).length))
    for (const until = answered + PATIENCE_MS; missing() > 0 && performance.now() < until; ) await pause(1)
    if (missing() > 0) throw new Error(`${missing()} of ${each} did not hear of a message`)
    // Who hears before the sender is answered waits for nothing.
    for (const { kind, at } of told) waits[kind].push(Math.max(0, at - answered))
  }
  return waits
}

const summary = (waits: readonly number[]): Push => ({
  half: atPercent(waits, 50),
  last: atPercent(waits, 99),
})
