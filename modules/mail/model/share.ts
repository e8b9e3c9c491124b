import type { Actor } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import type { House } from '../../../core/house.ts'
import { type Shared, TELL_SHARED } from '../../../core/share-notification.ts'
import { principal } from '../../../core/types.ts'
import { type PrincipalId, type RecordId, writeId } from '../../../lib/id.ts'
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
  await audit(tx, by, by.organisationId, {
    action: 'mailboxShared',
    target: await targetOf(tx, access, mailboxId),
    details: { with: writeId(principal.prefix, principalId as number as RecordId), rights: namesOf(given) },
  })
}

const onWire = (shares: Shares): Shared['after'] =>
  Object.fromEntries(
    Array.from(shares, ([who, rights]) => [writeId(principal.prefix, who as number as RecordId), rights]),
  )

const namesOf = (rights: number): string[] =>
  Object.entries(writeRights(mailbox, rights)).flatMap(([name, is]) => (is ? [name] : []))

async function targetOf(tx: Tx, { accountId }: Access, id: RecordId) {
  const row = await tx.row<{ name: string }>(
    sql`select name from mailbox where account_id = ${accountId} and id = ${id}`,
  )
  return { type: mailbox.name, id, name: row!.name }
}
