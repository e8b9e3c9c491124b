import type { Actor } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import type { House } from '../../../core/house.ts'
import { type Shared, TELL_SHARED } from '../../../core/share-notification.ts'
import { principal } from '../../../core/types.ts'
import { type PrincipalId, type RecordId, readId, writeId } from '../../../lib/id.ts'
import { type Access, readRights, writeRights } from '../../../store/access.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { touchRecords } from '../../../store/records/write.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { listShares, replaceShares, type Shares } from '../../../store/share.ts'
import { sql } from '../../../store/sql.ts'
import { mailbox } from '../types.ts'
import { requireMailboxes } from './rights.ts'

/** Somebody to whom a mailbox was given, and how far. */
export interface Sharer {
  readonly principalId: PrincipalId
  /** By which address others name them; groups may have none. */
  readonly address: string | null
  readonly name: string
  /** Bits that store/access.ts reads. */
  readonly rights: number
}

export async function listSharers(
  db: Queryable,
  { organisationId }: Pick<Actor, 'organisationId'>,
  { accountId }: Access,
  mailboxId: RecordId,
): Promise<Sharer[]> {
  return db.rows(sql`
    select s.principal_id as "principalId", p.email as address, p.name, s.rights
    from share s join principal p on p.account_id = ${organisationId} and p.id = s.principal_id
    where s.account_id = ${accountId} and s.type = ${mailbox.name} and s.container_id = ${mailboxId}
    order by p.email, p.id`)
}

/** Gives somebody other rights on a mailbox, none to take them back: RFC 9670 §4, by a door that knows one at a time. */
export async function shareMailbox(
  tx: Tx,
  house: House,
  by: Actor,
  access: Access,
  mailboxId: RecordId,
  principalId: PrincipalId,
  change: (rights: number) => number,
): Promise<void> {
  const { accountId } = access
  await lockAccounts(tx, [accountId])
  await requireMailboxes(tx, access, [mailboxId], 'mayShare')
  const before = (await listShares(tx, accountId, mailbox, [mailboxId])).get(mailboxId) ?? new Map()
  const held = readRights(mailbox, before.get(principalId) ?? {})
  const given = change(held)
  if (given === held) return
  const after = new Map(before)
  if (given === 0) after.delete(principalId)
  else after.set(principalId, writeRights(mailbox, given))
  await replaceShares(tx, accountId, mailbox, mailboxId, after)
  await touchRecords(tx, accountId, mailbox, [mailboxId])
  const shared = {
    accountId,
    type: mailbox.name,
    id: mailboxId,
    by: by.principalId,
    before: onWire(before),
    after: onWire(after),
  } satisfies Shared
  await house.jobs.enqueue(tx, TELL_SHARED, shared)
  tx.announce({ kind: 'shared', accountId })
  await auditSharing(tx, by, access, mailboxId, shared)
}

/** A change of who sees a mailbox, in the audit: of those whom it concerns, what they had and what they have. */
export async function auditSharing(
  tx: Tx,
  by: Actor,
  access: Access,
  mailboxId: RecordId,
  { before, after }: Pick<Shared, 'before' | 'after'>,
): Promise<void> {
  const concerned = Object.keys({ ...before, ...after }).filter(
    id => JSON.stringify(before?.[id]) !== JSON.stringify(after?.[id]),
  )
  if (concerned.length === 0) return
  const names = await listNames(tx, by, concerned)
  const told = (shares: Shared['after']): string[] =>
    concerned.flatMap(id => (shares?.[id] ? `${names.get(id) ?? id}: ${namesOf(shares[id]).join(', ')}` : []))
  await audit(tx, by, by.organisationId, {
    action: 'mailboxShared',
    target: await targetOf(tx, access, mailboxId),
    details: { before: told(before), after: told(after) },
  })
}

async function listNames(
  db: Queryable,
  { organisationId }: Actor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const numbers = ids.map(id => readId(principal.prefix, id)).filter(id => id !== null)
  const rows = await db.rows<{ id: RecordId; name: string }>(sql`
    select id, name from principal where account_id = ${organisationId} and id = any(${numbers}::bigint[])`)
  return new Map(rows.map(({ id, name }) => [writeId(principal.prefix, id), name]))
}

const onWire = (shares: Shares): Shared['after'] =>
  Object.fromEntries(
    Array.from(shares, ([who, rights]) => [writeId(principal.prefix, who as number as RecordId), rights]),
  )

const namesOf = (rights: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(rights).flatMap(([name, is]) => (is ? [name] : []))

async function targetOf(tx: Tx, { accountId }: Access, id: RecordId) {
  const row = await tx.row<{ name: string }>(
    sql`select name from mailbox where account_id = ${accountId} and id = ${id}`,
  )
  return { type: mailbox.name, id, name: row!.name }
}
