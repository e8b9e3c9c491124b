import type { Actor } from '../../../core/actor.ts'
import { resolveAddress } from '../../../core/resolve.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** Whether an address is one of the actor's own, or of a group that the actor belongs to. */
export async function mayUseAddress(db: Queryable, actor: Actor, address: string): Promise<boolean> {
  const owner = await resolveAddress(db, address)
  if (owner.kind !== 'found' || owner.organisationId !== actor.organisationId) return false
  return owner.principalId === actor.principalId || actor.groups.includes(owner.principalId)
}

/** Name and primary address of whom an account belongs to. */
export const findOwner = (
  db: Queryable,
  accountId: AccountId,
): Promise<{ name: string; address: string | null } | null> =>
  db.row(sql`
    select p.name, p.email as address from account a
    join principal p on p.account_id = a.organisation_id and p.id = a.principal_id
    where a.account_id = ${accountId}`)
