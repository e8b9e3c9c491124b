import { createHash } from 'node:crypto'
import type { House } from '../../../../core/house.ts'
import type { AccountId } from '../../../../lib/id.ts'
import type { Queryable, Tx } from '../../../../store/database.ts'
import { sql } from '../../../../store/sql.ts'

export const FORGET_JOB = 'mail.forget'

/** Things that one account remembers; beyond, the one that would be forgotten first is. */
const MAX_MEMORIES = 10_000

export type MemoryKind = 'duplicate' | 'vacation' | 'fault'

export type MemoryKey = Buffer

export const memoryKey = (kind: MemoryKind, ...words: readonly string[]): MemoryKey =>
  createHash('sha256')
    .update(JSON.stringify([kind, ...words]))
    .digest()

export const isRemembered = async (
  db: Queryable,
  accountId: AccountId,
  key: MemoryKey,
  now: Date,
): Promise<boolean> =>
  (await db.row(sql`
    select from sieve_memory where account_id = ${accountId} and key = ${key} and until > ${now}`)) !== null

/** Remembers something until then; false when it was remembered already, and still is. */
export async function remember(
  tx: Tx,
  accountId: AccountId,
  key: MemoryKey,
  now: Date,
  until: Date,
): Promise<boolean> {
  const fresh = await tx.row(sql`
    insert into sieve_memory (account_id, key, until) values (${accountId}, ${key}, ${until})
    on conflict (account_id, key) do update set until = excluded.until where sieve_memory.until <= ${now}
    returning key`)
  if (fresh) await makeRoom(tx, accountId)
  return fresh !== null
}

/** Whatever was remembered, until then from now on. RFC 7352 §3.3 */
export const rememberLonger = (tx: Tx, accountId: AccountId, key: MemoryKey, until: Date): Promise<number> =>
  tx.run(sql`
    insert into sieve_memory (account_id, key, until) values (${accountId}, ${key}, ${until})
    on conflict (account_id, key) do update set until = excluded.until`)

const makeRoom = (tx: Tx, accountId: AccountId): Promise<number> =>
  tx.run(sql`
    delete from sieve_memory where account_id = ${accountId} and key in (
      select key from sieve_memory where account_id = ${accountId} order by until desc offset ${MAX_MEMORIES})`)

/** A job: what need not be remembered any more. */
export async function forgetOld(house: House): Promise<void> {
  await house.db.run(sql`delete from sieve_memory where until <= ${house.now()}`)
}
