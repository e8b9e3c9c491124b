import { Refused } from '../lib/errors.ts'
import type { AccountId, PrincipalId, RecordId } from '../lib/id.ts'
import type { Tx } from '../store/database.ts'
import { touchRecords } from '../store/records/write.ts'
import { sql } from '../store/sql.ts'
import { principal } from './types.ts'

// Mail for somebody who has left goes to somebody else: to their account, to a group's, or to its members. What is
// forwarded is not kept as well, and may be forwarded again.

/** Refuses what is nobody, a place, or a way that leads back: mail would then arrive nowhere. */
export async function refuseForwarding(
  tx: Tx,
  organisationId: AccountId,
  from: PrincipalId,
  to: PrincipalId,
): Promise<void> {
  const row = await tx.row<{ known: boolean; circle: boolean }>(sql`
    with recursive way(id) as (
      select ${to}::bigint
      union
      select next.id from way join lateral (
        select p.forward_to as id from principal p
          where p.account_id = ${organisationId} and p.id = way.id and p.forward_to is not null
        union all
        select m.principal_id from member m where m.account_id = ${organisationId} and m.group_id = way.id
      ) next on true)
    select exists (select from principal where account_id = ${organisationId} and id = ${to} and kind <> 'location')
        as known,
      exists (select from way where id = ${from}) as circle`)
  if (!row!.known) throw wrong('mail can be forwarded to a person, a group or a room of the organisation')
  if (row!.circle) throw wrong('mail would come back to where it was')
}

const wrong = (why: string): Refused => new Refused('invalidProperties', why, { properties: ['forwardTo'] })

/** Mail that went to somebody who is gone arrives again where it was sent. */
export async function endForwardingTo(tx: Tx, organisationId: AccountId, id: PrincipalId): Promise<void> {
  const rows = await tx.rows<{ id: RecordId }>(sql`
    update principal set forward_to = null where account_id = ${organisationId} and forward_to = ${id} returning id`)
  await touchRecords(
    tx,
    organisationId,
    principal,
    rows.map(row => row.id),
  )
}
