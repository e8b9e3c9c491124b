import { Refused } from '../../../../lib/errors.ts'
import type { FilterTree } from '../../../../lib/filter.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { invertPatch } from '../../../../wire/jmap/patch.ts'
import { readQueryResponse } from '../../../../wire/jmap/query.ts'
import { type PatchObject, readGetResponse, readSetResponse } from '../../../../wire/jmap/record.ts'
import { MAIL } from '../../types.ts'
import type { ThreadEmail } from '../list/thread.ts'

/** Emails asked for and changed in one round trip. */
const BATCH = 500
const LIST_PAGE = 5000

export interface Progress {
  readonly done: number
  /** Null while the list is being read. */
  readonly total: number | null
}

export interface WholeWork {
  readonly client: Client
  readonly accountId: string
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/** What to do with an email: a patch, its end, or nothing. */
export type Change = PatchObject | 'destroy' | null

/** The way back: what each email was before; nothing for those that are no more. */
export type Inverse = readonly { readonly id: string; readonly patch: PatchObject }[]

export interface Done {
  readonly count: number
  readonly inverse: Inverse
}

/**
 * Does something to every email that a filter gives, however many, batch after batch past the store, which hears of it
 * as of anything that happens on the server. What was done before a failure or a stop stays done, and can be undone.
 */
export async function changeAll(
  work: WholeWork,
  filter: FilterTree | null,
  changeOf: (email: ThreadEmail) => Change,
): Promise<Done> {
  const inverse: { id: string; patch: PatchObject }[] = []
  let count = 0
  const ids = await listAll(work, filter)
  for (let at = 0; at < ids.length && !work.signal.aborted; at += BATCH) {
    work.onProgress({ done: at, total: ids.length })
    const emails = await read(work, ids.slice(at, at + BATCH))
    const changes = emails
      .map(email => ({ email, change: changeOf(email) }))
      .filter(({ change }) => change !== null)
    await write(work, changes)
    for (const { email, change } of changes)
      if (change !== null && change !== 'destroy')
        inverse.push({ id: email.id, patch: invertPatch({ ...email }, change) })
    count += changes.length
  }
  return { count, inverse }
}

export async function takeBack(work: WholeWork, inverse: Inverse): Promise<void> {
  for (let at = 0; at < inverse.length; at += BATCH) {
    work.onProgress({ done: at, total: inverse.length })
    const update = Object.fromEntries(inverse.slice(at, at + BATCH).map(({ id, patch }) => [id, patch]))
    await set(work, { update })
  }
}

/** Listed before the first change, because what is changed leaves the list. */
export async function listAll(
  { client, accountId, onProgress, signal }: WholeWork,
  filter: FilterTree | null,
): Promise<string[]> {
  const ids: string[] = []
  for (let isWhole = false; !isWhole && !signal.aborted; ) {
    onProgress({ done: 0, total: null })
    const args = { accountId, filter, position: ids.length, limit: LIST_PAGE }
    const answers = await client.ask([MAIL], [['Email/query', args, 'q']])
    const page = readQueryResponse(answers.read('q', 'Email/query')).ids
    ids.push(...page)
    isWhole = page.length === 0
  }
  return [...new Set(ids)]
}

async function read({ client, accountId }: WholeWork, ids: readonly string[]): Promise<ThreadEmail[]> {
  const properties = ['id', 'mailboxIds', 'keywords']
  const answers = await client.ask([MAIL], [['Email/get', { accountId, ids, properties }, 'g']])
  return [...readGetResponse(answers.read('g', 'Email/get')).list] as unknown as ThreadEmail[]
}

async function write(
  work: WholeWork,
  changes: readonly { email: ThreadEmail; change: Change }[],
): Promise<void> {
  const update = changes.flatMap(({ email, change }) =>
    change === null || change === 'destroy' ? [] : [[email.id, change] as const],
  )
  const destroy = changes.flatMap(({ email, change }) => (change === 'destroy' ? [email.id] : []))
  if (update.length + destroy.length === 0) return
  await set(work, { update: Object.fromEntries(update), destroy })
}

async function set({ client, accountId }: WholeWork, args: object): Promise<void> {
  const answers = await client.ask([MAIL], [['Email/set', { accountId, ...args }, 's']])
  const { notUpdated, notDestroyed } = readSetResponse(answers.read('s', 'Email/set'))
  // What somebody else destroyed meanwhile is no failure.
  const refused = Object.values({ ...notUpdated, ...notDestroyed }).find(({ type }) => type !== 'notFound')
  if (refused) throw new Refused('notPossible', refused.description ?? refused.type)
}
