import { Refused } from '../lib/errors.ts'
import type { AccountId, PrincipalId, RecordId } from '../lib/id.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { touchRecords } from '../store/records/write.ts'
import { lockAccounts } from '../store/sequence.ts'
import { moveEpoch } from '../store/share.ts'
import { sql } from '../store/sql.ts'
import { principal } from './types.ts'

/** Replaces the direct members of a group. Whoever gains or loses what is shared with it fetches once more. */
export async function setMembers(
  tx: Tx,
  organisationId: AccountId,
  groupId: PrincipalId,
  members: readonly PrincipalId[],
): Promise<void> {
  await refuseUnknown(tx, organisationId, members)
  await refuseCycle(tx, organisationId, groupId, members)
  await tx.run(sql`
    delete from member where account_id = ${organisationId} and group_id = ${groupId}
      and principal_id <> all(${members}::bigint[])`)
  await tx.run(sql`
    insert into member (account_id, group_id, principal_id)
    select ${organisationId}::bigint, ${groupId}::bigint, unnest(${members}::bigint[])
    on conflict do nothing`)
  await moveReaders(tx, organisationId, [groupId])
}

async function refuseUnknown(
  tx: Tx,
  organisationId: AccountId,
  members: readonly PrincipalId[],
): Promise<void> {
  const { known } = (await tx.row<{ known: number }>(sql`
    select count(*) as known from principal
    where account_id = ${organisationId} and id = any(${members}::bigint[]) and kind <> 'location'`))!
  if (known !== new Set(members).size)
    throw new Refused('invalidProperties', 'a member does not exist', { properties: ['members'] })
}

async function refuseCycle(
  tx: Tx,
  organisationId: AccountId,
  groupId: PrincipalId,
  members: readonly PrincipalId[],
): Promise<void> {
  const cycle = await tx.row(sql`
    select from members_within(${organisationId}, ${members}::bigint[]) where principal_id = ${groupId}`)
  if (cycle || members.includes(groupId))
    throw new Refused('invalidProperties', 'a group cannot be within itself', { properties: ['members'] })
}

/** Takes principals out of every group; the groups are numbered anew. */
export async function leaveGroups(tx: Tx, organisationId: AccountId, member: PrincipalId): Promise<void> {
  const groups = await tx.rows<{ id: RecordId }>(sql`
    select group_id as id from member where account_id = ${organisationId} and principal_id = ${member}`)
  await tx.run(sql`
    delete from member where account_id = ${organisationId} and ${member} in (principal_id, group_id)`)
  await touchRecords(
    tx,
    organisationId,
    principal,
    groups.map(group => group.id),
  )
}

/** Moves the epoch of every account in which something is shared with these groups, or with groups around them. */
export async function moveReaders(
  tx: Tx,
  organisationId: AccountId,
  principals: readonly PrincipalId[],
): Promise<void> {
  const rows = await tx.rows<{ id: AccountId }>(sql`
    select distinct s.account_id as id
    from (select account_id, principal_id from share union all select account_id, principal_id from delegation) s
    join account a on a.account_id = s.account_id and a.organisation_id = ${organisationId}
    where s.principal_id = any(${principals}::bigint[])
      or s.principal_id in (select group_id from groups_around(${organisationId}, ${principals}::bigint[]))`)
  const accounts = rows.map(row => row.id)
  await lockAccounts(tx, accounts)
  await moveEpoch(tx, accounts)
  // Whoever follows accounts looks anew at which ones there are.
  tx.announce({ kind: 'shared', accountId: organisationId })
}

/** Direct members, by group. */
export async function listMembers(
  db: Queryable,
  organisationId: AccountId,
  groups: readonly PrincipalId[],
): Promise<ReadonlyMap<PrincipalId, PrincipalId[]>> {
  const rows = await db.rows<{ id: PrincipalId; members: string[] }>(sql`
    select group_id as id, array_agg(principal_id order by principal_id) as members from member
    where account_id = ${organisationId} and group_id = any(${groups}::bigint[]) group by group_id`)
  return new Map(rows.map(row => [row.id, row.members.map(Number) as PrincipalId[]]))
}
