import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { portVariables } from '../ports.ts'

export interface Login {
  readonly address: string
  readonly password: string
  readonly roles: readonly string[]
}

export interface Product {
  readonly url: string
  readonly ports: Readonly<Record<string, number>>
  readonly logins: readonly Login[]
  /** The one-time link, while there is no organisation. */
  readonly setupUrl: string | null
  /** Ends the server, and keeps its data for `startAgain`. */
  halt(): Promise<void>
  /** On the same port, with the same data. */
  startAgain(): Promise<void>
  stop(): Promise<void>
}

interface Ready extends Pick<Product, 'url' | 'ports' | 'logins'> {
  readonly setupUrl?: string
}

/** Of the year's mail: the letters of the drawing are there at any scale. */
const SCALE = '0.02'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The real product as `npm start` runs it, on free ports and with data of its own; `demo` fills the town hall. */
export async function startProduct({ demo = false }: { demo?: boolean } = {}): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), 'bastide-product-'))
  const args = ['--json', ...(demo ? ['--demo'] : [])]
  // As npm start does it: what has to be built is built first.
  let running = await run(['bin/run.mjs', 'app/server.ts', ...args], data, {})
  const { ready } = running
  const halt = () => end(running.child)
  return {
    ...ready,
    setupUrl: ready.setupUrl ?? null,
    halt,
    startAgain: async () => {
      running = await run(['app/server.ts', ...args], data, {
        BASTIDE_HTTP_PORT: String(ready.ports['http']),
      })
    },
    stop: async () => {
      await halt()
      await rm(data, { recursive: true, force: true })
    },
  }
}

async function run(
  command: readonly string[],
  data: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    env: {
      BASTIDE_DEMO_SCALE: SCALE,
      ...process.env,
      ...portVariables(),
      ...environment,
      BASTIDE_DATA: data,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  const first = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => null),
  ])
  if (first) return { child, ready: JSON.parse(first[0]) }
  throw new Error(`the product did not start:\n${said.join('')}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
