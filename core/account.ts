import { Refused } from '../lib/errors.ts'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import type { Registry } from './registry.ts'

export interface NewAccount {
  readonly organisationId: AccountId
  readonly principalId: PrincipalId
  readonly name: string
  readonly language: string
  readonly quota: number | null
}

/** Makes the account of a principal, with what each module puts into a new one. */
export async function makeAccount(
  tx: Tx,
  registry: Registry,
  { organisationId, principalId, name, language, quota }: NewAccount,
): Promise<AccountId> {
  const { id } = (await tx.row<{ id: AccountId }>(sql`
    insert into account (organisation_id, principal_id, name, quota)
    values (${organisationId}, ${principalId}, ${name}, ${quota}) returning account_id as id`))!
  for (const { furnish } of registry.modules) await furnish?.(tx, { accountId: id, language })
  return id
}

export async function findAccount(
  db: Queryable,
  organisationId: AccountId,
  principalId: PrincipalId,
): Promise<AccountId | null> {
  const row = await db.row<{ id: AccountId }>(sql`
    select account_id as id from account
    where organisation_id = ${organisationId} and principal_id = ${principalId} and deleted_at is null`)
  return row?.id ?? null
}

/** Bytes that the account may hold; null lifts the limit. What is above it already stays. */
export async function setQuota(
  tx: Tx,
  organisationId: AccountId,
  principalId: PrincipalId,
  quota: number | null,
): Promise<void> {
  if (quota !== null && !(Number.isSafeInteger(quota) && quota >= 0))
    throw new Refused('invalidProperties', 'a quota is a number of bytes', { properties: ['quota'] })
  const touched = await tx.run(sql`
    update account set quota = ${quota}
    where organisation_id = ${organisationId} and principal_id = ${principalId} and deleted_at is null`)
  if (touched === 0 && quota !== null)
    throw new Refused('invalidProperties', 'it has no account', { properties: ['quota'] })
}

/** The account is out of reach at once; its rows stay, so that a deletion made by mistake can be undone by hand. */
export async function closeAccount(
  tx: Tx,
  organisationId: AccountId,
  principalId: PrincipalId,
): Promise<void> {
  await tx.run(sql`
    update account set deleted_at = date_trunc('second', now())
    where organisation_id = ${organisationId} and principal_id = ${principalId} and deleted_at is null`)
}
