import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { median } from './figures.ts'
import type { Login } from './login.ts'

const TIMES = 5

/** Makes an account that appears at its first visit appear. */
export async function visit(port: number, login: Login): Promise<void> {
  const { socket } = await openInbox(port, login)
  socket.destroy()
}

/** Milliseconds for the envelopes of the first 1,000 messages of the inbox, the median of a few. */
export async function envelopes(port: number, login: Login): Promise<number> {
  const { socket, say } = await openInbox(port, login)
  try {
    const times: number[] = []
    for (let left = TIMES; left > 0; left--) {
      const begin = performance.now()
      const lines = await say('FETCH 1:1000 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE)')
      times.push(performance.now() - begin)
      if (lines < 1000) throw new Error(`only ${lines} of 1,000 envelopes came`)
    }
    return median(times)
  } finally {
    socket.destroy()
  }
}

interface Inbox {
  readonly socket: Socket
  /** Sends a command; the number of lines that came before its end. */
  say(command: string): Promise<number>
}

async function openInbox(port: number, { address, password }: Login): Promise<Inbox> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.setNoDelay(true)
  const answers = responses(socket)
  await answers.next()
  const say = async (command: string) => {
    socket.write(`a ${command}\r\n`)
    const { value } = await answers.next()
    if (!value?.ok) throw new Error(`${command.split(' ')[0]}: ${value?.text}`)
    return value.lines
  }
  await say(`LOGIN "${address}" "${password}"`)
  await say('SELECT INBOX')
  return { socket, say }
}

interface Response {
  readonly ok: boolean
  readonly text: string
  /** Untagged lines before it. */
  readonly lines: number
}

/** The greeting, then one for each command. */
async function* responses(socket: Socket): AsyncGenerator<Response> {
  let rest = ''
  let lines = 0
  let end = /^\* /
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    const parts = (rest + chunk.toString('latin1')).split('\r\n')
    rest = parts.pop()!
    for (const text of parts) {
      if (!end.test(text)) lines++
      else {
        yield { ok: /^(a|\*) OK/.test(text), text, lines }
        lines = 0
        end = /^a /
      }
    }
  }
}
