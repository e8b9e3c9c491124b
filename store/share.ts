import type { Descriptor } from '../lib/descriptor.ts'
import type { AccountId, PrincipalId, RecordId } from '../lib/id.ts'
import { readRights, writeRights } from './access.ts'
import type { Queryable, Tx } from './database.ts'
import { sql } from './sql.ts'

/** Rights by principal: what `shareWith` says of one container. */
export type Shares = ReadonlyMap<PrincipalId, Readonly<Record<string, boolean>>>

export async function listShares(
  db: Queryable,
  accountId: AccountId,
  container: Descriptor,
  ids: readonly RecordId[],
): Promise<ReadonlyMap<RecordId, Shares>> {
  const rows = await db.rows<{ id: RecordId; principal: PrincipalId; rights: number }>(sql`
    select container_id as id, principal_id as principal, rights from share
    where account_id = ${accountId} and type = ${container.name} and container_id = any(${ids}::bigint[])
    order by container_id, principal_id`)
  const shares = new Map<RecordId, Map<PrincipalId, Record<string, boolean>>>()
  for (const { id, principal, rights } of rows) {
    const of = shares.get(id) ?? new Map()
    shares.set(id, of.set(principal, writeRights(container, rights)))
  }
  return shares
}

/**
 * Replaces the shares of one container. The account's epoch moves, so that every reader other than the owner fetches
 * once more: a change of rights may show or hide any number of records.
 */
export async function replaceShares(
  tx: Tx,
  accountId: AccountId,
  container: Descriptor,
  id: RecordId,
  shares: Shares,
): Promise<void> {
  const given = Array.from(shares, ([principal, rights]) => ({
    principal,
    rights: readRights(container, rights),
  }))
  await tx.run(sql`
    delete from share where account_id = ${accountId} and type = ${container.name} and container_id = ${id}`)
  await tx.run(sql`
    insert into share (account_id, type, container_id, principal_id, rights)
    select ${accountId}::bigint, ${container.name}, ${id}::bigint, principal, rights
    from jsonb_to_recordset(${JSON.stringify(given)}) as r(principal bigint, rights int) where rights <> 0`)
  await moveEpoch(tx, [accountId])
}

export async function moveEpoch(tx: Tx, accountIds: readonly AccountId[]): Promise<void> {
  await tx.run(sql`update account set epoch = epoch + 1 where account_id = any(${accountIds}::bigint[])`)
  for (const accountId of accountIds) if (!tx.moved.has(accountId)) tx.moved.set(accountId, {})
}
