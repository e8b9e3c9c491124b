import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { Client } from '../../modules/mail/imap/test/client.ts'
import { closeClients, greet, send } from '../../modules/mail/smtp/test/client.ts'
import { tree } from '../crash/tree.ts'
import { eventually } from '../eventually.ts'
import { testHouse } from '../house.ts'
import { portVariables } from '../ports.ts'
import { root } from '../sources.ts'

// The product as it runs on a larger machine: its doors are opened by several processes.

const town = await testHouse()
const started: ChildProcess[] = []
after(async () => {
  closeClients()
  for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  await town.close()
})

const { child, ports } = await start()

test('connections go to different workers, and what one takes another tells', async () => {
  const idlers = await Promise.all([1, 2].map(() => Client.login(ports['imap']!, town.claire.address)))
  for (const idler of idlers) {
    await idler.say('SELECT INBOX')
    idler.send('idle IDLE\r\n')
    assert.match(await idler.line(), /^\+/)
  }
  for (const n of [1, 2]) {
    await deliver(`Réunion ${n}`)
    for (const idler of idlers) assert.equal(await idler.line(), `* ${n} EXISTS`)
  }
  for (const idler of idlers) idler.close()
})

test('a worker that is killed is replaced, and the others serve meanwhile', async () => {
  const [victim, other] = await workers()
  const noticed = heard(child.stderr!, /a worker has ended/)
  process.kill(victim!, 'SIGKILL')
  await noticed
  await deliver('Pendant ce temps')
  const now = await eventually(workers, pids => pids.length === 2 && !pids.includes(victim!))
  assert.ok(now.includes(other!))
  for (const n of [1, 2]) await deliver(`Après ${n}`)
})

test('a port that is taken stops the start with one sentence, and nothing stays', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const second = run({ BASTIDE_SMTP_PORT: String(port) })
  let said = ''
  second.stderr!.on('data', (bytes: Buffer) => (said += bytes))
  const [code] = await once(second, 'close')
  taken.close()
  assert.equal(code, 1)
  assert.match(said, new RegExp(`^bastide: Port ${port} \\(smtp\\) is in use`, 'm'))
})

test('asked to stop, all of them end and whoever is connected is told', async () => {
  const visitor = await Client.login(ports['imap']!, town.claire.address)
  const pids = await tree(child.pid!)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  assert.equal(code, 0)
  assert.match((await visitor.rest()).join('\n'), /^\* BYE/m)
  assert.deepEqual(pids.filter(isAlive), [])
})

test('killed, the first one takes the others with it', async () => {
  const again = await start()
  const pids = await tree(again.child.pid!)
  again.child.kill('SIGKILL')
  await eventually(
    async () => pids.filter(isAlive),
    alive => alive.length === 0,
  )
})

async function deliver(subject: string): Promise<void> {
  const client = await greet(ports['smtp']!)
  const message = `From: <maire@ailleurs.example>\r\nTo: <${town.claire.address}>\r\nSubject: ${subject}\r\n\r\nBonjour.\r\n`
  const answer = await send(client, 'maire@ailleurs.example', [town.claire.address], message)
  assert.equal(answer.code, 250)
  client.close()
}

async function heard(stream: Readable, words: RegExp): Promise<void> {
  for await (const line of createInterface(stream)) if (words.test(line)) return
}

const workers = async () => (await tree(child.pid!)).slice(1)

function run(env: Record<string, string> = {}): ChildProcess {
  const { data, databaseUrl } = town.house.config
  const child = spawn(process.execPath, ['app/server.ts', '--json'], {
    cwd: root,
    env: {
      ...process.env,
      ...portVariables(),
      BASTIDE_DATA: data,
      DATABASE_URL: databaseUrl!,
      BASTIDE_OUTGOING_DNS: '127.0.0.1:9',
      BASTIDE_WORKERS: '2',
      BASTIDE_LOG_LEVEL: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  return child
}

async function start() {
  const child = run()
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
  return { child, ports: (JSON.parse(line) as { ports: Record<string, number> }).ports }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
