import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { median } from './figures.ts'
import type { Login } from './login.ts'

const TIMES = 5

/** Milliseconds for the envelopes of the first 1,000 messages of the inbox, the median of a few. */
export async function envelopes(port: number, { address, password }: Login): Promise<number> {
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
  try {
    await say(`LOGIN "${address}" "${password}"`)
    await say('SELECT INBOX')
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
