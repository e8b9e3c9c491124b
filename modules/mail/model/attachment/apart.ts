import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { turns } from '../../../../lib/turn.ts'
import type { Reading } from '../../../../wire/document/document.ts'
import type { DocumentKind } from '../../../../wire/document/kind.ts'

/** A file to be read. */
export interface Asked {
  readonly bytes: Uint8Array
  readonly kind: DocumentKind
  readonly charset: string | null
}

/** Reads strangers' files where they can do no harm. */
export interface Apart {
  read(asked: Asked): Promise<Reading>
  close(): Promise<void>
}

interface Options {
  /** How far others go before, from 0 to 19. */
  readonly nice?: number
  /** For one file, as the clock tells. */
  readonly timeoutMs?: number
  /** The program of the process; another one in tests. */
  readonly program?: string
}

/** The process counts the time that it works itself; this is for when it gets none. */
const TIMEOUT_MS = 120_000
/** A process that nobody has asked for so long ends. */
const IDLE_MS = 30_000
/** JavaScript's own; what lies beside it, the process watches itself. */
const MAX_HEAP_MB = 256

/** By which the process ends itself when a file takes too much. */
const TOO_MUCH = 'SIGXCPU'

const root = join(import.meta.dirname, '../../../..')
const PROGRAM = join(import.meta.dirname, 'apart-main.ts')

/**
 * One process that reads one file after the other: it may read nothing but our own code, has no environment, and is ended
 * when a file takes too long or too much memory. The next file then gets another process.
 */
export function openApart({ nice = 0, timeoutMs = TIMEOUT_MS, program = PROGRAM }: Options = {}): Apart {
  const inTurn = turns(1)
  let child: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined
  const end = () => {
    clearTimeout(idle)
    child?.kill('SIGKILL')
    child = null
  }
  const attempt = async (asked: Asked): Promise<Reading | 'tooMuch' | 'died'> => {
    clearTimeout(idle)
    child ??= await start(program, nice)
    const answer = await ask(child, asked, timeoutMs)
    if (typeof answer === 'string') end()
    else idle = setTimeout(end, IDLE_MS).unref()
    return answer
  }
  return {
    read: asked =>
      inTurn(async () => {
        let answer = await attempt(asked)
        // The process may have died of something else than this file: once.
        if (answer === 'died') answer = await attempt(asked)
        return typeof answer === 'string' ? { state: 'tooHard' } : answer
      }),
    close: () => inTurn(async () => end()),
  }
}

/** Throws where it cannot be started: that is no fault of a file. */
async function start(program: string, nice: number): Promise<ChildProcess> {
  const readable = ['node_modules', 'modules', 'wire', 'lib', 'package.json'].map(
    name => `--allow-fs-read=${join(root, name)}`,
  )
  const child = fork(program, [String(nice)], {
    execArgv: [`--max-old-space-size=${MAX_HEAP_MB}`, '--permission', '--allow-worker', ...readable],
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  await new Promise((resolve, reject) => {
    const fail = () => reject(new Error('the process that reads attachments does not start'))
    child.once('message', resolve).once('exit', fail).once('error', fail)
  })
  child.on('error', () => {})
  // It keeps nobody from ending.
  child.unref()
  child.channel?.unref()
  return child
}

function ask(child: ChildProcess, asked: Asked, timeoutMs: number): Promise<Reading | 'tooMuch' | 'died'> {
  return new Promise(resolve => {
    const settle = (answer: Reading | 'tooMuch' | 'died') => {
      clearTimeout(timer)
      child.off('message', answered).off('exit', died)
      child.channel?.unref()
      resolve(answer)
    }
    const answered = (answer: unknown) => settle(answer as Reading)
    const died = (_?: number | null, signal?: string | null) =>
      settle(signal === TOO_MUCH ? 'tooMuch' : 'died')
    const timer = setTimeout(() => settle('tooMuch'), timeoutMs)
    child.on('message', answered).on('exit', died)
    child.channel?.ref()
    child.send(asked, error => {
      if (error) died()
    })
  })
}
