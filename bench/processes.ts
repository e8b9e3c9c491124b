import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { tree } from '../test/crash/tree.ts'
import { connectTo, type Place } from './place.ts'

/** A program in the foreground that we started; its last words are told when it ends too early. */
export interface Running {
  readonly child: ChildProcess
  readonly said: string[]
}

/** All that runs, so that none outlives a bench that is called off. */
const all = new Set<Running>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void Promise.all(Array.from(all, end)).finally(() => process.exit(1)))

export function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Running {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said.push(bytes.toString())
      if (said.length > 50) said.shift()
    })
  child.on('error', error => said.push(error.message))
  const running = { child, said }
  all.add(running)
  child.once('exit', () => all.delete(running))
  return running
}

/** The output of a program that has to end well. */
export async function run(command: string, args: readonly string[], cwd = '/'): Promise<string> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (output += bytes))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${output.trim().split('\n').at(-1)}`)
  return output
}

const PATIENCE_MS = 20_000

/** Until something listens there. */
export async function opened({ child, said }: Running, place: Place): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(50)) {
    if (child.exitCode !== null) break
    if (await isOpen(place)) return
  }
  throw new Error(`nothing listens on ${place}: ${said.join('').trim().split('\n').slice(-3).join(' / ')}`)
}

function isOpen(place: Place): Promise<boolean> {
  const socket = connectTo(place)
  return new Promise<boolean>(resolve => {
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
  }).finally(() => socket.destroy())
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Asks it to end, with all that it has started; what does not hear is killed. */
export async function end({ child }: Running): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const pids = await tree(child.pid)
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await Promise.race([exit, pause(PATIENCE_MS, null, { ref: false })])
  for (const pid of pids) kill(pid)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself, as it should.
  }
}

/** Memory of processes and all that descend from them, what they share counted once, in MB. */
export async function memoryOf(...ancestors: readonly number[]): Promise<number> {
  const pids = new Set((await Promise.all(ancestors.map(tree))).flat())
  const parts = await Promise.all(
    Array.from(pids, async pid => {
      const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
      return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0)
    }),
  )
  return parts.reduce((sum, kilobytes) => sum + kilobytes, 0) / 1024
}
