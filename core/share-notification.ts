import type { Descriptor } from '../lib/descriptor.ts'
import {
  type AccountId,
  type PrincipalId,
  type RecordId,
  readId,
  writeAccountId,
  writeId,
} from '../lib/id.ts'
import type { Database, Queryable, Tx } from '../store/database.ts'
import { deleteRecords, insertRecords } from '../store/records/write.ts'
import { lockAccounts } from '../store/sequence.ts'
import { name, sql } from '../store/sql.ts'
import type { House } from './house.ts'
import { wholeSeconds } from './instant.ts'
import { descriptors, principal, shareNotification } from './types.ts'

export const TELL_SHARED = 'tellShared'
export const SHARE_NOTIFICATION_DAYS = 90

type Rights = Readonly<Record<string, boolean>>
type WireShares = Readonly<Record<string, Rights>> | null

/** What the writer of `shareWith` enqueues, in its own transaction. */
export interface Shared {
  readonly accountId: AccountId
  /** Name of the type that was shared. */
  readonly type: string
  readonly id: RecordId
  readonly by: PrincipalId
  readonly before: WireShares
  readonly after: WireShares
}

/** The job: tells everybody whose rights changed, members of groups each. */
export async function tellShared(house: House, shared: Shared): Promise<void> {
  const type = house.registry.descriptors.get(shared.type)
  const changes = changedRights(shared.before ?? {}, shared.after ?? {})
  if (!type || changes.length === 0) return
  await house.db.write(async tx => {
    const recipients = await findRecipients(tx, shared, changes)
    if (recipients.length === 0) return
    const about = await describe(tx, type, shared)
    await lockAccounts(
      tx,
      recipients.map(one => one.accountId),
    )
    for (const [accountId, told] of Map.groupBy(recipients, one => one.accountId))
      await insertRecords(
        tx,
        descriptors,
        accountId,
        shareNotification,
        told.map(({ change }) => ({ ...about, ...rightsOf(changes[change]!) })),
      )
  })
}

interface Change {
  readonly principal: PrincipalId
  readonly oldRights: Rights | null
  readonly newRights: Rights | null
}

function changedRights(
  before: Readonly<Record<string, Rights>>,
  after: Readonly<Record<string, Rights>>,
): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(wire => {
    const id = readId(principal.prefix, wire) as number | null as PrincipalId | null
    const [oldRights, newRights] = [before[wire] ?? null, after[wire] ?? null]
    const same = JSON.stringify(oldRights) === JSON.stringify(newRights)
    return id === null || same ? [] : [{ principal: id, oldRights, newRights }]
  })
}

const rightsOf = ({ oldRights, newRights }: Change) => ({ oldRights, newRights })

interface Recipient {
  accountId: AccountId
  /** Which of the changes. */
  change: number
}

/** People, directly or through groups; never the one who did it. */
const findRecipients = (tx: Tx, shared: Shared, changes: readonly Change[]): Promise<Recipient[]> =>
  tx.rows<Recipient>(sql`
    with organisation as (select organisation_id as id from account where account_id = ${shared.accountId}),
    touched as (
      select at - 1 as change, (value->>'principal')::bigint as principal
      from jsonb_array_elements(${JSON.stringify(changes)}::jsonb) with ordinality c(value, at)),
    people as (
      select change, principal from touched
      union
      select t.change, m.principal_id from organisation o, touched t,
        lateral members_within(o.id, array[t.principal]) m)
    select a.account_id as "accountId", p.change from people p
    join organisation o on true
    join principal who on who.account_id = o.id and who.id = p.principal and who.kind = 'individual'
    join account a on a.organisation_id = o.id and a.principal_id = who.id and a.deleted_at is null
    where who.id <> ${shared.by} and a.account_id <> ${shared.accountId}
    order by a.account_id, p.change`)

async function describe(tx: Tx, type: Descriptor, shared: Shared) {
  const by = await tx.row<{ name: string; email: string | null }>(sql`
    select p.name, p.email from principal p join account a on a.organisation_id = p.account_id
    where a.account_id = ${shared.accountId} and p.id = ${shared.by}`)
  return {
    created: wholeSeconds(),
    changedBy: {
      name: by?.name ?? '',
      email: by?.email ?? null,
      principalId: writeId(principal.prefix, shared.by),
    },
    objectType: type.name,
    objectAccountId: writeAccountId(shared.accountId),
    objectId: writeId(type.prefix, shared.id),
    name: (await nameOf(tx, type, shared)).slice(0, 300).toWellFormed(),
  }
}

/** What the object is called: its name or title. */
async function nameOf(db: Queryable, type: Descriptor, { accountId, id }: Shared): Promise<string> {
  const column = type.properties['name']?.column ?? type.properties['title']?.column
  if (!column) return ''
  const row = await db.row<{ named: string | null }>(sql`
    select ${name(column)} as named from ${name(type.table)} where account_id = ${accountId} and id = ${id}`)
  return row?.named ?? ''
}

export async function sweepShareNotifications(db: Database): Promise<void> {
  const old = await db.rows<{ accountId: AccountId; ids: string[] }>(sql`
    select account_id as "accountId", array_agg(id) as ids from share_notification
    where created < now() - make_interval(days => ${SHARE_NOTIFICATION_DAYS}::int) group by account_id`)
  for (const { accountId, ids } of old)
    await db.write(tx => deleteRecords(tx, accountId, shareNotification, ids.map(Number) as RecordId[]))
}
