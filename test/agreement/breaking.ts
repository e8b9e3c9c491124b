import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import type { Duplex } from 'node:stream'
import type { PoolClient } from 'pg'
import type { Database } from '../../store/database.ts'

/** When a connection breaks: before a statement reached the database, or after, its answer lost. */
export type Moment = 'before' | 'after'

interface Plan {
  /** Which statement of the work's transactions, from 1. */
  readonly at: number
  readonly moment: Moment
  count: number
  broken: boolean
  /** That the connection is gone: where nobody waits for the statement, the work may end before. */
  gone: Promise<void> | null
}

/** Breaks the connection of one piece of work; whatever else runs in the house is left alone. */
export interface Breaker {
  /** Runs the work; whether it came as far as the statement that breaks. */
  run(at: number, moment: Moment, work: () => Promise<unknown>): Promise<{ broken: boolean; failed: boolean }>
}

export function openBreaker(db: Database): Breaker {
  const plans = new AsyncLocalStorage<Plan>()
  const connect = db.pool.connect.bind(db.pool) as () => Promise<PoolClient>
  const breaking = async (): Promise<PoolClient> => {
    const client = await connect()
    const plan = plans.getStore()
    return plan ? watch(client, plan) : client
  }
  // The pool itself calls with a callback, for single statements: these are not touched.
  db.pool.connect = ((callback?: never) =>
    callback ? connect.call(db.pool, ...([callback] as unknown as [])) : breaking()) as never
  return {
    async run(at, moment, work) {
      const plan: Plan = { at, moment, count: 0, broken: false, gone: null }
      const failed = await plans.run(plan, work).then(
        () => false,
        () => true,
      )
      await plan.gone
      return { broken: plan.broken, failed }
    },
  }
}

function watch(client: PoolClient, plan: Plan): PoolClient {
  const cut = async () => {
    plan.broken = true
    const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection
    if (!stream.destroyed) await once(stream.destroy(), 'close')
  }
  const query = async (...statement: unknown[]) => {
    const send = () => (client.query as (...args: unknown[]) => Promise<unknown>)(...statement)
    const nth = ++plan.count
    if (nth < plan.at) return send()
    if (nth === plan.at) plan.gone = plan.moment === 'before' ? cut() : send().then(cut, cut)
    // What was sent right behind it has not reached the database.
    await plan.gone
    if (nth > plan.at || plan.moment === 'before') return send()
    throw new Error('the answer was lost')
  }
  return new Proxy(client, {
    get: (target, name) => {
      if (name === 'query') return query
      const value = Reflect.get(target, name) as unknown
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
