import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DOORS, portVariables } from '../ports.ts'
import { root } from '../sources.ts'
import { tree } from './tree.ts'

export interface Ready {
  readonly url: string
  readonly ports: Readonly<Record<string, number>>
  readonly logins: readonly { readonly address: string; readonly password: string }[]
}

/** The product with the demonstration, to be killed without warning and started again on the same data and ports. */
export interface MortalServer {
  readonly ready: Ready
  /** Milliseconds that each start after a death took. */
  readonly recoveries: readonly number[]
  killAndStart(): Promise<void>
  /** Ends it cleanly and removes its data. */
  stop(): Promise<void>
}

export async function startMortal(): Promise<MortalServer> {
  const data = await mkdtemp(join(tmpdir(), 'bastide-crash-'))
  // Searchable, so that the system user that runs the database for root reaches it there.
  await chmod(data, 0o711)
  const recoveries: number[] = []
  let { child, ready } = await start(data, lowPorts())
  return {
    ready,
    recoveries,
    async killAndStart() {
      await killTree(child)
      const begin = performance.now()
      child = (await start(data, ready.ports)).child
      recoveries.push(Math.round(performance.now() - begin))
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit')
        child.kill('SIGTERM')
        await exit
      }
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Below what the system gives to connections, so that none of them takes a port while its server is dead. */
function lowPorts(): Record<string, number> {
  const first = 20_000 + 10 * Math.floor(Math.random() * 1000)
  return Object.fromEntries(DOORS.map((door, i) => [door.toLowerCase(), first + i]))
}

async function start(
  data: string,
  ports: Readonly<Record<string, number>>,
): Promise<{ child: ChildProcess; ready: Ready }> {
  const env = {
    ...process.env,
    ...portVariables(ports),
    BASTIDE_DATA: data,
    BASTIDE_DEMO_SCALE: '0.01',
  }
  const child = spawn(process.execPath, ['app/server.ts', '--demo', '--json'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  child.stderr.on('data', (bytes: Buffer) => said.push(bytes.toString()))
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([text]) => String(text)),
    once(child, 'exit').then(() => null),
  ])
  if (line === null) throw new Error(`the product did not start:\n${said.join('')}`)
  return { child, ready: JSON.parse(line) as Ready }
}

/** The server, its database and whoever watches over them, none of which hears of it. */
async function killTree(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  for (const pid of await tree(child.pid!)) end(pid)
  await exit
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // A process of the database that came and went.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
