import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { AccountId } from '../../lib/id.ts'
import { openLog } from '../../lib/log.ts'
import { sql } from '../../store/sql.ts'
import { program } from '../../test/apt.ts'
import { testDatabase } from '../../test/database.ts'
import type { Signal, Signals } from '../signals.ts'
import { natsSignals } from './nats.ts'
import { postgresSignals } from './postgres.ts'

const log = openLog({ write: () => {} })

/** Two processes of one house, and how to break their connections. */
interface Pair {
  readonly one: Signals
  readonly other: Signals
  sever(): Promise<void>
  close(): Promise<void>
}

const account = (id: number) => id as AccountId
const said = (n: number, accountId = 1): Signal => ({ kind: 'said', accountId: account(accountId), n })

/** What a process hears until something is heard. */
function hear(signals: Signals, last: (signal: Signal) => boolean, accountId: AccountId | null = null) {
  return new Promise<Signal[]>(resolve => {
    const heard: Signal[] = []
    const stop = signals.subscribe(accountId, signal => {
      heard.push(signal)
      if (!last(signal)) return
      stop()
      resolve(heard)
    })
  })
}

const isN = (n: number) => (signal: Signal) => signal.kind === 'said' && signal.n === n

function contract(pair: () => Pair) {
  test('the own process hears at once, and once', async () => {
    const heard: Signal[] = []
    const stop = pair().one.subscribe(null, signal => heard.push(signal))
    pair().one.publish([said(1)])
    assert.deepEqual(heard, [said(1)])
    const there = hear(pair().other, isN(2))
    pair().one.publish([said(2)])
    await there
    const back = hear(pair().one, isN(3))
    pair().other.publish([said(3)])
    await back
    stop()
    assert.deepEqual(heard, [said(1), said(2), said(3)])
  })

  test('another process hears all, in order, however many at once', async () => {
    const many = Array.from({ length: 2000 }, (_, n) => said(n))
    const there = hear(pair().other, isN(1999))
    pair().one.publish(many.slice(0, 700))
    for (const signal of many.slice(700)) pair().one.publish([signal])
    assert.deepEqual(await there, many)
  })

  test('who listens to one account hears of no other', async () => {
    const there = hear(pair().other, isN(3), account(7))
    pair().one.publish([said(1, 8), said(2, 7), { kind: 'nobody' }, said(3, 7)])
    assert.deepEqual(await there, [said(2, 7), said(3, 7)])
  })

  test('a signal too long to carry becomes the hint to look again', async () => {
    const there = hear(pair().other, isN(2))
    pair().one.publish([said(1), { kind: 'long', text: 'é'.repeat(1_000_000) }, said(2)])
    assert.deepEqual(await there, [said(1), { kind: 'resync' }, said(2)])
  })

  test('a listener that fails keeps nobody else from hearing', async () => {
    const stop = pair().other.subscribe(null, () => {
      throw new Error('expected')
    })
    const there = hear(pair().other, isN(1))
    pair().one.publish([said(1)])
    await there
    stop()
  })

  test('after a break everybody is told to look again, each account too, and signals flow', async () => {
    const { one, other, sever } = pair()
    const both = Promise.all(
      [one, other].map(signals => hear(signals, signal => signal.kind === 'resync', account(5))),
    )
    await sever()
    await both
    const there = hear(other, isN(1))
    one.publish([said(1)])
    await there
  })
}

describe('signals by PostgreSQL', () => {
  let pair: Pair
  before(async () => {
    const { db, close } = await testDatabase()
    const [one, other] = [await postgresSignals(db, log), await postgresSignals(db, log)]
    pair = {
      one,
      other,
      sever: async () => {
        await db.run(sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and query = 'listen bastide'`)
      },
      close: async () => {
        await Promise.all([one.close(), other.close()])
        await close()
      },
    }
  })
  after(() => pair.close())
  contract(() => pair)
})

const nats = natsServer()

describe('signals by NATS', { skip: 'missing' in nats ? nats.missing : false }, () => {
  let pair: Pair
  before(async () => {
    const server = await startNats('path' in nats ? nats.path : '')
    const way = await breakableWay(server.port)
    const url = `nats://127.0.0.1:${way.port}`
    const [one, other] = [await natsSignals(url, log), await natsSignals(url, log)]
    pair = {
      one,
      other,
      sever: way.sever,
      close: async () => {
        await Promise.all([one.close(), other.close()])
        await Promise.all([way.close(), server.stop()])
      },
    }
  })
  after(() => pair.close())
  contract(() => pair)
})

function natsServer(): { path: string } | { missing: string } {
  try {
    return { path: program('nats-server', 'tests of signals by NATS') }
  } catch (error) {
    return { missing: (error as Error).message }
  }
}

/** On a port that the server finds itself. */
async function startNats(path: string): Promise<{ port: number; stop(): Promise<void> }> {
  const server = spawn(path, ['-a', '127.0.0.1', '-p', '-1'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    server.stderr.on('data', text => {
      said += text
      const listening = /client connections on 127\.0\.0\.1:(\d+)[\s\S]*Server is ready/.exec(said)
      if (listening) resolve(Number(listening[1]))
    })
    server.once('error', reject)
    server.once('exit', code => reject(new Error(`nats-server ended with ${code}: ${said}`)))
  })
  const stop = async () => {
    const gone = once(server, 'exit')
    server.kill()
    await gone
  }
  return { port, stop }
}

/** A port that stays while what goes through it can be cut. */
async function breakableWay(to: number) {
  const open = new Set<Socket>()
  const server = createServer(from => {
    const onward = connect(to, '127.0.0.1')
    for (const [socket, peer] of [
      [from, onward],
      [onward, from],
    ] as const) {
      open.add(socket)
      socket.pipe(peer)
      socket.on('error', () => {})
      socket.once('close', () => {
        open.delete(socket)
        peer.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sever = async () => {
    for (const socket of open) socket.destroy()
  }
  const close = async () => {
    server.close()
    await sever()
  }
  return { port: (server.address() as AddressInfo).port, sever, close }
}
