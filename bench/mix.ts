import { type Connection, loginCommand, openConnection } from './imap.ts'
import type { Login } from './login.ts'
import type { Place } from './place.ts'

/** Of one person, all in the inbox. */
const CLIENTS = 10
const SECONDS = 10
/** What the inbox holds before. */
const MESSAGES = 200

/**
 * Commands a second of clients that do what imaptest's do when nothing else is asked: the same commands in the same
 * order, each as often. They read at random, flag, delete, expunge, append, come and go, and tread on each other.
 */
export async function mix(place: Place, login: Login): Promise<number> {
  const first = await open(place, login)
  for (let n = 0; n < MESSAGES; n++) await first.say(appending(n % LINES.length))
  first.close()
  const begin = performance.now()
  const until = begin + SECONDS * 1000
  const clients = Array.from({ length: CLIENTS }, (_, seed) => client(place, login, dice(seed + 1), until))
  const commands = (await Promise.all(clients)).reduce((sum, count) => sum + count, 0)
  return commands / ((performance.now() - begin) / 1000)
}

/** Comes and goes until then; how many commands were answered. */
async function client(place: Place, login: Login, draw: Dice, until: number): Promise<number> {
  let commands = 0
  while (performance.now() < until) {
    const visitor = await open(place, login)
    commands += 1
    for (const { often, again = 0, command } of VISIT) {
      for (let chance = often; chance > 0 && draw(100) < chance; chance = again) {
        const text = command(visitor.messages(), draw)
        if (text === null || performance.now() >= until) break
        await visitor.say(text)
        commands += 1
      }
    }
    visitor.close()
  }
  return commands
}

interface Step {
  /** In a hundred visits; and of those, once more. */
  readonly often: number
  readonly again?: number
  /** Null when there is no message to do it to. */
  readonly command: (messages: number, draw: Dice) => string | null
}

const ITEMS = [
  'UID',
  'FLAGS',
  'ENVELOPE',
  'INTERNALDATE',
  'BODY',
  'BODYSTRUCTURE',
  'RFC822.SIZE',
  'BODY.PEEK[HEADER.FIELDS (From Subject)]',
]
const BODIES = ['BODY.PEEK[HEADER]', 'RFC822.HEADER', 'BODY.PEEK[]', 'BODY.PEEK[1]', 'BODY.PEEK[TEXT]']
const FLAGS = ['\\Answered', '\\Flagged', '\\Draft', '\\Seen']

const VISIT: readonly Step[] = [
  { often: 50, command: () => 'LIST "" *' },
  { often: 50, command: () => 'STATUS INBOX (MESSAGES UIDNEXT UIDVALIDITY UNSEEN)' },
  { often: 100, command: () => 'SELECT INBOX' },
  { often: 100, command: some(100, (set, draw) => `FETCH ${set} (${several(ITEMS, draw)})`) },
  { often: 100, again: 30, command: some(1, (set, draw) => `FETCH ${set} (UID ${one(BODIES, draw)})`) },
  {
    often: 50,
    command: some(40, (set, draw) => `STORE ${set} ${one(['+', '-'], draw)}FLAGS (${one(FLAGS, draw)})`),
  },
  { often: 100, command: some(10, set => `STORE ${set} +FLAGS.SILENT (\\Deleted)`) },
  { often: 100, command: () => 'EXPUNGE' },
  { often: 100, again: 5, command: (_, draw) => appending(draw(LINES.length)) },
  { often: 100, command: () => 'LOGOUT' },
]

function some(most: number, command: (set: string, draw: Dice) => string): Step['command'] {
  return (messages, draw) => {
    if (messages === 0) return null
    const numbers = Array.from({ length: Math.min(most, messages) }, () => 1 + draw(messages))
    return command([...new Set(numbers)].join(','), draw)
  }
}

const one = <T>(values: readonly T[], draw: Dice): T => values[draw(values.length)]!

const several = (values: readonly string[], draw: Dice): string =>
  [...new Set(Array.from({ length: 1 + draw(4) }, () => one(values, draw)))].join(' ')

/** Bodies of one to sixty lines. */
const LINES = Array.from({ length: 60 }, (_, n) =>
  Array.from({ length: n + 1 }, (_, line) => `Line ${line} of a letter about the market hall.`).join('\r\n'),
)

function appending(lines: number): string {
  const message = `From: <claire@bench.example>\r\nTo: <paul@bench.example>\r\nSubject: Market hall ${lines}\r\nDate: Tue, 24 Nov 2026 09:00:00 +0100\r\n\r\n${LINES[lines]}\r\n`
  return `APPEND INBOX (\\Seen) {${message.length}+}\r\n${message}`
}

interface Visitor extends Pick<Connection, 'say' | 'close'> {
  /** As many as the server has told of. */
  messages(): number
}

async function open(place: Place, login: Login): Promise<Visitor> {
  const connection = await openConnection(place)
  let messages = 0
  connection.onLine = line => {
    const exists = /^\* (\d+) EXISTS$/.exec(line)
    if (exists) messages = Number(exists[1])
    else if (/^\* \d+ EXPUNGE$/.test(line)) messages -= 1
  }
  await connection.say(loginCommand(login))
  return { say: connection.say, close: connection.close, messages: () => messages }
}

type Dice = (sides: number) => number

/** The same numbers in each run and for each server (xorshift32). */
function dice(seed: number): Dice {
  let state = (seed * 2654435761) >>> 0 || 1
  return sides => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % sides
  }
}
