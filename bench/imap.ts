import { once } from 'node:events'
import type { Socket } from 'node:net'
import { median } from './figures.ts'
import type { Login } from './login.ts'
import { connectTo, type Place } from './place.ts'

const TIMES = 5

/** Makes an account that appears at its first visit appear. */
export async function visit(place: Place, login: Login): Promise<void> {
  ;(await openInbox(place, login)).close()
}

/** Milliseconds of what a client does with an inbox, the median of a few. */
export interface Visits {
  readonly select: number
  /** Of the first 1,000 messages. */
  readonly envelopes: number
  readonly search: number
  /** A flag on the first so many, and off again; of one of the two. */
  readonly store: number
  /** Coming back after a hundred messages were flagged; null where QRESYNC is not spoken. */
  readonly resync: number | null
}

/** How many messages a change of flags is asked for. */
export const STORED = 10_000

export async function visits(place: Place, login: Login): Promise<Visits> {
  const inbox = await openInbox(place, login)
  try {
    return {
      select: await timed(() => inbox.say('SELECT INBOX')),
      envelopes: await timed(() => envelopes(inbox)),
      search: await timed(() => inbox.say('UID SEARCH UNSEEN')),
      store: await store(inbox),
      resync: await resync(inbox),
    }
  } finally {
    inbox.close()
  }
}

async function envelopes(inbox: Inbox): Promise<void> {
  const { lines } = await inbox.say('FETCH 1:1000 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)')
  if (lines.length < 1000) throw new Error(`only ${lines.length} of 1,000 envelopes came`)
}

async function store(inbox: Inbox): Promise<number> {
  const both = async () => {
    await inbox.say(`STORE 1:${Math.min(STORED, inbox.count)} +FLAGS.SILENT (\\Flagged)`)
    await inbox.say(`STORE 1:${Math.min(STORED, inbox.count)} -FLAGS.SILENT (\\Flagged)`)
  }
  return (await timed(both, 2)) / 2
}

/** RFC 7162 §3.2.5: SELECT tells what moved since the client was here. */
async function resync(inbox: Inbox): Promise<number | null> {
  if (!(await inbox.say('ENABLE QRESYNC').catch(() => null))) return null
  const { lines } = await inbox.say('SELECT INBOX')
  const told = (code: string) => new RegExp(`\\[${code} (\\d+)\\]`).exec(lines.join('\n'))?.[1]
  await inbox.say('STORE 1:100 +FLAGS.SILENT (\\Flagged)')
  const since = `(${told('UIDVALIDITY')} ${told('HIGHESTMODSEQ')})`
  return timed(async () => {
    await inbox.say('UNSELECT')
    const { lines } = await inbox.say(`SELECT INBOX (QRESYNC ${since})`)
    const changed = lines.filter(line => line.includes('FETCH')).length
    if (changed < 100) throw new Error(`only ${changed} of 100 changes were told`)
  })
}

async function timed(act: () => Promise<unknown>, times = TIMES): Promise<number> {
  const waits: number[] = []
  for (let left = times; left > 0; left--) {
    const begin = performance.now()
    await act()
    waits.push(performance.now() - begin)
  }
  return median(waits)
}

/** A connection, greeted. */
export interface Connection {
  /** Sends a command; what came before its end. */
  say(command: string): Promise<Response>
  /** Is called with each line that comes. */
  onLine: (line: string) => void
  close(): void
}

export async function openConnection(place: Place, localAddress?: string): Promise<Connection> {
  const socket = connectTo(place, localAddress)
  await once(socket, 'connect')
  socket.setNoDelay(true)
  const heard = listen(socket)
  await heard.answer()
  return {
    say(command) {
      socket.write(`a ${command}\r\n`)
      return heard.answer()
    },
    get onLine() {
      return heard.onLine
    },
    set onLine(told) {
      heard.onLine = told
    },
    close: () => socket.destroy(),
  }
}

export const loginCommand = ({ address, password }: Login): string => `LOGIN "${address}" "${password}"`

export interface Inbox extends Pick<Connection, 'say' | 'close'> {
  readonly count: number
  /** Sends IDLE; calls whenever a message is told of. */
  idle(heard: () => void): void
}

export async function openInbox(place: Place, login: Login, localAddress?: string): Promise<Inbox> {
  const connection = await openConnection(place, localAddress)
  await connection.say(loginCommand(login))
  const { lines } = await connection.say('SELECT INBOX')
  return {
    count: Number(/\* (\d+) EXISTS/.exec(lines.join('\n'))?.[1]),
    say: connection.say,
    idle(told) {
      connection.onLine = line => {
        if (line.endsWith(' EXISTS')) told()
      }
      void connection.say('IDLE').catch(() => {})
    },
    close: connection.close,
  }
}

interface Response {
  readonly text: string
  /** Untagged lines before it. */
  readonly lines: readonly string[]
}

/** Lines as they come, gathered up to the greeting and then up to the end of each command. */
function listen(socket: Socket) {
  const waiting: PromiseWithResolvers<Response>[] = []
  const heard = {
    onLine: (_: string): void => {},
    answer(): Promise<Response> {
      const next = Promise.withResolvers<Response>()
      waiting.push(next)
      return next.promise
    },
  }
  let [rest, lines, end] = ['', [] as string[], /^\* /]
  socket.on('data', chunk => {
    const parts = (rest + chunk.toString('latin1')).split('\r\n')
    rest = parts.pop()!
    for (const text of parts) {
      heard.onLine(text)
      if (!end.test(text)) lines.push(text)
      else {
        const ok = /^(a|\*) OK/.test(text)
        if (ok) waiting.shift()?.resolve({ text, lines })
        else waiting.shift()?.reject(new Error(text))
        lines = []
        end = /^a /
      }
    }
  })
  socket.on('close', () => {
    for (const one of waiting) one.reject(new Error('the server hung up'))
  })
  return heard
}
