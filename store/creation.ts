import type { AccountId, RecordId } from '../lib/id.ts'
import type { Queryable, Tx } from './database.ts'
import { sql } from './sql.ts'

/** Days after which a client no longer retries a creation. */
export const CREATION_KEPT_DAYS = 30

/** Records that were created under these client keys already. */
export async function findCreations(
  tx: Tx,
  accountId: AccountId,
  type: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, RecordId>> {
  if (keys.length === 0) return new Map()
  const rows = await tx.rows<{ key: string; id: RecordId }>(sql`
    select key, id from creation where account_id = ${accountId} and type = ${type} and key = any(${keys})`)
  return new Map(rows.map(row => [row.key, row.id]))
}

export async function rememberCreations(
  tx: Tx,
  accountId: AccountId,
  type: string,
  made: readonly { key: string; id: RecordId }[],
): Promise<void> {
  if (made.length === 0) return
  await tx.run(sql`
    insert into creation (account_id, key, type, id)
    select ${accountId}::bigint, key, ${type}, id from jsonb_to_recordset(${JSON.stringify(made)}) as r(key text, id bigint)`)
}

export const forgetCreations = (db: Queryable): Promise<number> =>
  db.run(sql`delete from creation where at < now() - make_interval(days => ${CREATION_KEPT_DAYS}::int)`)
