import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import { type Access, mayDelegated } from '../../../store/access.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { deleteRecords, touchRecords } from '../../../store/records/write.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { replaceShares } from '../../../store/share.ts'
import { sql } from '../../../store/sql.ts'
import { mailbox, type Role } from '../types.ts'
import { destroyAnnotations } from './annotation.ts'
import { keptCounts, settleCounts, tally } from './counts.ts'
import { isInboxName, readMailboxName } from './mailbox-name.ts'
import { setMailboxes } from './membership.ts'
import { requireMailboxes } from './rights.ts'

/** What people decide of a mailbox. */
export interface MailboxSettings {
  readonly name: string
  readonly parentId: RecordId | null
  readonly role: Role | null
  readonly sortOrder: number
  readonly isSubscribed: boolean
  readonly colour: string | null
}

export const MAX_MAILBOXES = 5000
export const MAX_MAILBOX_DEPTH = 20

const DEFAULTS: Omit<MailboxSettings, 'name'> = {
  parentId: null,
  role: null,
  sortOrder: 0,
  isSubscribed: true,
  colour: null,
}

export async function createMailbox(
  tx: Tx,
  access: Access,
  given: Partial<MailboxSettings> & Pick<MailboxSettings, 'name'>,
): Promise<RecordId> {
  const { accountId } = access
  const settings = { ...DEFAULTS, ...given, name: readMailboxName(given.name) }
  await lockAccounts(tx, [accountId])
  await mayCreateIn(tx, access, settings.parentId)
  await refuseConflicts(tx, accountId, null, settings)
  const id = (await take(tx, accountId, { Mailbox: 1 })).Mailbox as number as RecordId
  await tx.run(sql`
    insert into mailbox (account_id, id, seq, uid_validity, name, parent_id, role, sort_order, is_subscribed, colour)
    values (${accountId}, ${id}, ${id}, ${id}, ${settings.name}, ${settings.parentId}, ${settings.role},
      ${settings.sortOrder}, ${settings.isSubscribed}, ${settings.colour})`)
  return id
}

/** Changes settings of a mailbox; what moves its parent needs the right to create there. */
export async function updateMailbox(
  tx: Tx,
  access: Access,
  id: RecordId,
  changes: Partial<MailboxSettings>,
): Promise<void> {
  const { accountId } = access
  await lockAccounts(tx, [accountId])
  const before = await settingsOf(tx, accountId, id)
  const after = {
    ...before,
    ...changes,
    ...(changes.name !== undefined && { name: readMailboxName(changes.name) }),
  }
  await mayUpdate(tx, access, id, before, after)
  await refuseConflicts(tx, accountId, id, after)
  await tx.run(sql`
    update mailbox set name = ${after.name}, parent_id = ${after.parentId}, role = ${after.role},
      sort_order = ${after.sortOrder}, is_subscribed = ${after.isSubscribed}, colour = ${after.colour}
    where account_id = ${accountId} and id = ${id}`)
  await touchRecords(tx, accountId, mailbox, [id])
  if ((before.role === 'trash') !== (after.role === 'trash')) await recount(tx, accountId)
}

async function settingsOf(tx: Tx, accountId: AccountId, id: RecordId): Promise<MailboxSettings> {
  const row = await tx.row<MailboxSettings>(sql`
    select name, parent_id as "parentId", role, sort_order as "sortOrder", is_subscribed as "isSubscribed", colour
    from mailbox where account_id = ${accountId} and id = ${id}`)
  if (!row) throw new Refused('notFound', 'the mailbox does not exist')
  return row
}

async function mayUpdate(
  tx: Tx,
  access: Access,
  id: RecordId,
  before: MailboxSettings,
  after: MailboxSettings,
): Promise<void> {
  if (before.role === 'inbox' && (after.role !== 'inbox' || after.parentId !== null))
    throw new Refused('forbidden', 'the inbox stays what and where it is')
  await requireMailboxes(tx, access, [id], 'mayRename')
  if (before.parentId !== after.parentId) await mayCreateIn(tx, access, after.parentId)
}

async function mayCreateIn(tx: Tx, access: Access, parentId: RecordId | null): Promise<void> {
  if (parentId !== null) return requireParent(tx, access, parentId)
  if (!mayDelegated(access, 'mayManage'))
    throw new Refused('forbidden', 'only those who manage the account create mailboxes at the top')
  if (access.readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
}

async function requireParent(tx: Tx, access: Access, parentId: RecordId): Promise<void> {
  try {
    await requireMailboxes(tx, access, [parentId], 'mayCreateChild')
  } catch (error) {
    if (error instanceof Refused && error.code === 'notFound')
      throw new Refused('invalidProperties', 'the parent does not exist', { properties: ['parentId'] })
    throw error
  }
}

interface Conflicts {
  count: number
  sibling: RecordId | null
  role: RecordId | null
  depth: number
  circle: boolean
}

// RFC 8621 §2: names are unique among siblings, roles in the account, and no mailbox is inside itself.
async function refuseConflicts(
  tx: Tx,
  accountId: AccountId,
  id: RecordId | null,
  { name, parentId, role }: MailboxSettings,
): Promise<void> {
  const found = (await tx.row<Conflicts>(sql`
    with recursive above(id, parent_id, depth) as (
      select id, parent_id, 1 from mailbox where account_id = ${accountId} and id = ${parentId}
      union all
      select b.id, b.parent_id, a.depth + 1 from above a join mailbox b on b.account_id = ${accountId} and b.id = a.parent_id
      where a.depth < ${MAX_MAILBOX_DEPTH}::int + 1)
    select (select count(*) from mailbox where account_id = ${accountId}) as count,
      (select id from mailbox where account_id = ${accountId} and parent_id is not distinct from ${parentId}
        and name = ${name} and id is distinct from ${id}) as sibling,
      (select id from mailbox where account_id = ${accountId} and role = ${role} and id is distinct from ${id}) as role,
      (select coalesce(max(depth), 0) from above) as depth,
      exists (select from above where id = ${id}) as circle`))!
  if (found.count >= MAX_MAILBOXES && id === null)
    throw new Refused('tooMany', `more than ${MAX_MAILBOXES} mailboxes`)
  if (found.sibling !== null) throw clash('name', 'another mailbox there has this name', found.sibling)
  if (found.role !== null) throw clash('role', `another mailbox has the role ${role}`, found.role)
  if (found.circle) throw clash('parentId', 'a mailbox cannot be inside itself')
  if (found.depth >= MAX_MAILBOX_DEPTH) throw clash('parentId', `deeper than ${MAX_MAILBOX_DEPTH} levels`)
  if (parentId === null && isInboxName(name) && role !== 'inbox')
    throw clash('name', 'only the inbox has this name')
}

const clash = (property: string, why: string, existing: RecordId | null = null): Refused =>
  new Refused(existing === null ? 'invalidProperties' : 'alreadyExists', why, {
    properties: [property],
    ...(existing !== null && { existingId: `${mailbox.prefix}${existing}` }),
  })

/** The trash counts its emails apart, so all counts of unread threads move with that role. */
async function recount(tx: Tx, accountId: AccountId): Promise<void> {
  const before = await keptCounts(tx, accountId)
  await settleCounts(tx, accountId, before, await tally(tx, accountId, null))
}

/**
 * Destroys a mailbox. With emails in it, it is refused unless they may go: those that no other mailbox holds are
 * then destroyed. RFC 8621 §2.5
 */
export async function destroyMailbox(
  tx: Tx,
  house: House,
  access: Access,
  id: RecordId,
  removeEmails: boolean,
): Promise<void> {
  const { accountId } = access
  await lockAccounts(tx, [accountId])
  await requireMailboxes(tx, access, [id], 'mayDelete')
  const found = await contentsOf(tx, accountId, id)
  if (found.role === 'inbox') throw new Refused('forbidden', 'the inbox cannot be destroyed')
  if (found.children) throw new Refused('inUse', 'there are mailboxes inside', { type: 'mailboxHasChild' })
  if (found.emails.length > 0 && !removeEmails)
    throw new Refused('inUse', 'there are emails inside', { type: 'mailboxHasEmail' })
  await setMailboxes(tx, house, access, found.emails, { add: [], remove: [id] })
  await deleteRecords(tx, accountId, mailbox, [id])
  await destroyAnnotations(tx, accountId, id)
  if (found.shared) await replaceShares(tx, accountId, mailbox, id, new Map())
}

async function contentsOf(db: Queryable, accountId: AccountId, id: RecordId) {
  const row = await db.row<{ role: Role | null; children: boolean; shared: boolean }>(sql`
    select role, exists (select from mailbox c where c.account_id = b.account_id and c.parent_id = b.id) as children,
      exists (select from share s where s.account_id = b.account_id and s.type = 'Mailbox' and s.container_id = b.id) as shared
    from mailbox b where b.account_id = ${accountId} and b.id = ${id}`)
  const emails = await db.rows<{ id: RecordId }>(sql`
    select email_id as id from mailbox_email where account_id = ${accountId} and mailbox_id = ${id}`)
  return { ...row!, emails: emails.map(e => e.id) }
}
