import { Refused } from '../lib/errors.ts'
import type { AccountId, Seq } from '../lib/id.ts'
import type { Queryable, Tx } from './database.ts'
import { sql } from './sql.ts'

/**
 * Locks the account until the transaction ends and takes numbers for the rows that it is about to write, each row
 * one of its own. As the lock is held to the commit, numbers of one account become visible in their order.
 *
 *   const first = await take(tx, account, { Email: 2, Mailbox: 1 })
 *   first.Email, first.Email + 1 · first.Mailbox
 */
export async function take<N extends string>(
  tx: Tx,
  accountId: AccountId,
  counts: Readonly<Record<N, number>>,
): Promise<Record<N, Seq>> {
  const wanted = wantedOf(counts)
  const total = wanted.reduce((sum, [, count]) => sum + count, 0)
  if (total === 0) return {} as Record<N, Seq>
  const known = tx.locked.get(accountId)
  if (known !== undefined) return takeLocked(tx, accountId, known, counts)
  const lasts = distanceFromEnd(wanted, total)
  const row = await tx.row<{ seq: Seq }>(sql`
    update account set seq = seq + ${total},
      states = states || (select jsonb_object_agg(key, seq + ${total} - value::int) from jsonb_each_text(${lasts}))
    where account_id = ${accountId} returning seq`)
  if (!row) throw new Refused('accountNotFound', 'the account does not exist')
  return remember(tx, accountId, wanted, row.seq, lasts)
}

/** Under the lock the numbers are known before they are written. */
function takeLocked<N extends string>(
  tx: Tx,
  accountId: AccountId,
  seq: Seq,
  counts: Readonly<Record<N, number>>,
): Record<N, Seq> {
  const { first, taken, states } = reserve(tx, accountId, seq, counts)
  tx.post(sql`
    update account set seq = ${seq + taken}::bigint, states = states || ${JSON.stringify(states)}::jsonb
    where account_id = ${accountId}`)
  return first
}

/** Numbers that a verb writes with the row of the account itself, which it has locked and read. */
export interface Reserved<N extends string> {
  readonly first: Record<N, Seq>
  /** What the row's `seq` moves by. */
  readonly taken: number
  /** To be merged into the row's `states`. */
  readonly states: Readonly<Partial<Record<N, Seq>>>
}

/** As `take`, for a verb that has read the account's `seq` under its lock and writes it with its other rows. */
export function reserve<N extends string>(
  tx: Tx,
  accountId: AccountId,
  seq: Seq,
  counts: Readonly<Record<N, number>>,
): Reserved<N> {
  const wanted = wantedOf(counts)
  const taken = wanted.reduce((sum, [, count]) => sum + count, 0)
  const first = remember(tx, accountId, wanted, seq + taken, distanceFromEnd(wanted, taken))
  const last = wanted.map(([type, count]) => [type, first[type] + count - 1] as const)
  return { first, taken, states: Object.fromEntries(last) as Reserved<N>['states'] }
}

const wantedOf = <N extends string>(counts: Readonly<Record<N, number>>): [N, number][] =>
  (Object.entries(counts) as [N, number][]).filter(([, count]) => count > 0)

/** How many numbers are taken after the last one of each type. */
function distanceFromEnd(wanted: readonly [string, number][], total: number): Record<string, number> {
  let taken = 0
  const distances: Record<string, number> = {}
  for (const [type, count] of wanted) {
    taken += count
    distances[type] = total - taken
  }
  return distances
}

function remember<N extends string>(
  tx: Tx,
  accountId: AccountId,
  wanted: readonly [N, number][],
  seq: number,
  lasts: Readonly<Record<string, number>>,
): Record<N, Seq> {
  const moved = tx.moved.get(accountId) ?? {}
  tx.moved.set(accountId, moved)
  tx.locked.set(accountId, seq as Seq)
  const firsts = {} as Record<N, Seq>
  for (const [type, count] of wanted) {
    const last = seq - lasts[type]!
    moved[type] = last as Seq
    firsts[type] = (last - count + 1) as Seq
  }
  return firsts
}

/** Locks accounts in one order, so that two verbs that write to several never wait for each other in a ring. */
export async function lockAccounts(tx: Tx, accountIds: readonly AccountId[]): Promise<void> {
  const fresh = accountIds.filter(id => !tx.locked.has(id))
  if (fresh.length === 0) return
  const rows = await tx.rows<{ accountId: AccountId; seq: Seq }>(sql`
    select account_id as "accountId", seq from account where account_id = any(${fresh}::bigint[])
    order by account_id for update`)
  // What was sent right behind may have taken numbers already.
  for (const { accountId, seq } of rows)
    tx.locked.set(accountId, Math.max(seq, tx.locked.get(accountId) ?? 0) as Seq)
}

export interface AccountState {
  readonly seq: Seq
  /** Number below which tombstones have been trimmed: older states cannot be followed. */
  readonly floor: Seq
  /** Counts changes of rights; part of the state that readers other than the owner see. */
  readonly epoch: number
  readonly states: Readonly<Record<string, Seq>>
}

export async function readState(db: Queryable, accountId: AccountId): Promise<AccountState> {
  const row = await db.row<AccountState>(
    sql`select seq, floor, epoch, states from account where account_id = ${accountId}`,
  )
  if (!row) throw new Refused('accountNotFound', 'the account does not exist')
  return row
}
