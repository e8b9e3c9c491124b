import { program } from '../test/apt.ts'
import { run } from './processes.ts'

export const SESSIONS = 10
export const MESSAGES = 1000
export const BYTES = 4096

/** Messages a second that a server takes from Postfix's generator, each on a connection of its own. */
export async function deliveries(
  port: number,
  to: readonly string[],
  protocol: 'smtp' | 'lmtp',
): Promise<number> {
  const generator = program('smtp-source', 'benchmarks', 'postfix')
  const begin = performance.now()
  await Promise.all(
    to.map(recipient =>
      run(generator, [
        ...(protocol === 'lmtp' ? ['-L'] : []),
        ...['-s', String(SESSIONS / to.length), '-m', String(MESSAGES / to.length), '-l', String(BYTES)],
        ...['-f', 'generator@bench.example', '-t', recipient, `127.0.0.1:${port}`],
      ]),
    ),
  )
  return MESSAGES / ((performance.now() - begin) / 1000)
}
