import type { Client } from '../../../../web/sync/client.ts'
import type { Email, Thread } from '../../types.ts'
import { ONE_ROW_A_THREAD } from '../list/one-row.ts'
import { comparators } from '../list/sorts.ts'
import { readProperties } from './email.ts'
import { prefetchRendered } from './rendered.ts'

/** Conversations of the inbox that are kept whole on this device, and messages in them. */
const MOST_THREADS = 200
const MOST_TEXTS = 400
const STEP = 20
/** The first look comes once the page has drawn what was asked for, another a while after the inbox has moved. */
const SETTLE_MS = 3_000

/** Keeps the newest of the inbox at hand, in time that nobody else wants; gives the way to stop. */
export function keepNewest(client: Client, accountId: string, inboxId: string): () => void {
  const stop = new AbortController()
  const query = client.query('Email', {
    accountId,
    filter: { inMailbox: inboxId },
    sort: comparators.newest,
    ...ONE_ROW_A_THREAD,
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  let work = Promise.resolve()
  // What cannot be had now is asked for when the inbox moves next, or when it is opened.
  const keep = (): void => {
    work = work.then(() => keepOnce(client, accountId, query, stop.signal)).catch(() => undefined)
  }
  const look = (): void => {
    clearTimeout(timer)
    timer = setTimeout(keep, SETTLE_MS)
  }
  const unwatch = query.subscribe(look)
  look()
  return () => {
    stop.abort()
    clearTimeout(timer)
    unwatch()
  }
}

type List = ReturnType<Client['query']>

async function keepOnce(client: Client, accountId: string, query: List, signal: AbortSignal): Promise<void> {
  await query.load(0, MOST_THREADS)
  const rows = query.rows.ids.slice(0, MOST_THREADS).filter(id => id !== undefined)
  let room = MOST_TEXTS
  for (let at = 0; at < rows.length && room > 0; at += STEP) {
    await idle()
    if (signal.aborted || client.syncState.kind === 'offline') return
    const emailIds = (await emailsOf(client, accountId, rows.slice(at, at + STEP))).slice(0, room)
    room -= emailIds.length
    await client.fetch('Email', emailIds, readProperties, accountId)
    for (let from = 0; from < emailIds.length && !signal.aborted; from += STEP) {
      await idle()
      await prefetchRendered(client, accountId, emailIds.slice(from, from + STEP))
    }
  }
}

/** All emails of the conversations in which these stand. */
async function emailsOf(client: Client, accountId: string, ids: readonly string[]): Promise<string[]> {
  await client.fetch('Email', ids, undefined, accountId)
  const known = ids.map(id => client.read('Email', id, accountId) as Email | null | undefined)
  const threadIds = [...new Set(known.flatMap(email => email?.threadId ?? []))]
  await client.fetch('Thread', threadIds, ['emailIds'], accountId)
  return threadIds.flatMap(
    id => (client.read('Thread', id, accountId) as Thread | null | undefined)?.emailIds ?? [],
  )
}

/** A moment in which nothing else is to be done; Safari does not tell. */
function idle(): Promise<void> {
  return new Promise(resolve => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 5_000 })
    else setTimeout(resolve, 200)
  })
}
