import type { Actor } from '../../../core/actor.ts'
import { type Found, resolveAddress } from '../../../core/resolve.ts'
import type { AccountId, PrincipalId } from '../../../lib/id.ts'
import { delegateBit } from '../../../store/access.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** How an actor may write from an address: it is theirs, as good as theirs, or somebody's on whose behalf they write. */
export type Manner = 'own' | 'as' | 'onBehalf'

/** In whose name, and how. */
export interface Sending {
  readonly manner: Manner
  readonly principalId: PrincipalId
  /** The account that the address has; null for a group whose mail goes to its members. */
  readonly accountId: AccountId | null
  readonly address: string
}

/** Null: not at all. */
export async function findSending(db: Queryable, actor: Actor, address: string): Promise<Sending | null> {
  const owner = await resolveAddress(db, address)
  if (owner.kind !== 'found' || owner.organisationId !== actor.organisationId) return null
  const manner = await mannerOf(db, actor, owner)
  const { principalId } = owner
  const account = owner.recipients.find(one => one.principalId === principalId)?.accountId ?? null
  return manner && { manner, principalId, accountId: account, address }
}

async function mannerOf(db: Queryable, actor: Actor, owner: Found): Promise<Manner | null> {
  const { principalId, group } = owner
  if (principalId === actor.principalId) return 'own'
  if (group !== null) return actor.groups.includes(group) ? 'as' : null
  const rights = await delegatedBy(db, actor, principalId)
  if (rights & delegateBit('maySendAs')) return 'as'
  return rights & delegateBit('maySendOnBehalf') ? 'onBehalf' : null
}

/** Bits of what a principal gave an actor over their account. */
async function delegatedBy(db: Queryable, actor: Actor, owner: PrincipalId): Promise<number> {
  const row = await db.row<{ rights: number | null }>(sql`
    select bit_or(d.rights) as rights from account a join delegation d on d.account_id = a.account_id
    where a.organisation_id = ${actor.organisationId} and a.principal_id = ${owner} and a.deleted_at is null
      and d.principal_id = any(${[actor.principalId, ...actor.groups]}::bigint[])`)
  return row?.rights ?? 0
}

/** Whether an actor may write from an address, in whatever manner. */
export const mayUseAddress = async (db: Queryable, actor: Actor, address: string): Promise<boolean> =>
  (await findSending(db, actor, address)) !== null

/** Name and primary address of whom an account belongs to. */
export const findOwner = (
  db: Queryable,
  accountId: AccountId,
): Promise<{ name: string; address: string | null } | null> =>
  db.row(sql`
    select p.name, p.email as address from account a
    join principal p on p.account_id = a.organisation_id and p.id = a.principal_id
    where a.account_id = ${accountId}`)
