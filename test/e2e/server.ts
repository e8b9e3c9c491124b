import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { portVariables } from '../ports.ts'
import { root } from '../sources.ts'

export interface Login {
  readonly address: string
  readonly password: string
  readonly roles: readonly string[]
}

/** What it says once it is ready. */
export interface Ready {
  readonly url: string
  readonly ports: Readonly<Record<string, number>>
  readonly logins: readonly Login[]
  readonly setupUrl?: string
}

export interface Server {
  readonly ready: Ready
  end(): Promise<void>
}

/** The product as `npm start` runs it, on free ports: built first if it has to be, and gone when this process is. */
export async function startServer(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Server> {
  const child = spawn(process.execPath, ['bin/run.mjs', 'app/server.ts', '--json', ...args], {
    cwd: root,
    env: { ...process.env, npm_lifecycle_event: 'start', ...portVariables(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  const first = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    once(child, 'exit').then(() => null),
  ])
  if (first) return { ready: JSON.parse(first[0]), end: () => end(child) }
  throw new Error(`the product did not start:\n${said.join('')}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}
