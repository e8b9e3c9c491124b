import { program } from '../test/apt.ts'
import { run } from './processes.ts'

/** Who sends at once, unless it is said. */
export const SESSIONS = 10
export const MESSAGES = 1000
export const BYTES = 4096

/** When all that was taken is where it is to be; at once, where it is so with the answer. */
export type Settled = () => Promise<void>
const atOnce: Settled = async () => {}

/** Messages a second that a server takes from Postfix's generator, each on a connection of its own. */
export async function deliveries(
  port: number,
  to: readonly string[],
  protocol: 'smtp' | 'lmtp',
  { sessions = SESSIONS, messages = MESSAGES, settled = atOnce } = {},
): Promise<number> {
  const generator = program('smtp-source', 'benchmarks', 'postfix')
  const begin = performance.now()
  await Promise.all(
    to.map(recipient =>
      run(generator, [
        ...(protocol === 'lmtp' ? ['-L'] : []),
        ...['-s', String(sessions / to.length), '-m', String(messages / to.length), '-l', String(BYTES)],
        ...['-f', 'generator@bench.example', '-t', recipient, `127.0.0.1:${port}`],
      ]),
    ),
  )
  await settled()
  return messages / ((performance.now() - begin) / 1000)
}

/** A second, by how many send at once. */
export interface Arrivals {
  readonly alone: number
  readonly ten: number
  readonly fifty: number
}

/** One who sends alone waits for each answer: fewer messages are enough. */
const MESSAGES_ALONE = 100

export async function arrivals(
  port: number,
  to: string,
  protocol: 'smtp' | 'lmtp',
  settled: Settled = atOnce,
): Promise<Arrivals> {
  return {
    ten: await deliveries(port, [to], protocol, { settled }),
    alone: await deliveries(port, [to], protocol, { sessions: 1, messages: MESSAGES_ALONE, settled }),
    fifty: await deliveries(port, [to], protocol, { sessions: 50, settled }),
  }
}
