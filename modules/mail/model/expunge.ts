import type { House } from '../../../core/house.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { setKeywords } from './keywords.ts'
import { setMailboxes } from './membership.ts'
import type { UidRange } from './messages.ts'

/** What IMAP's \Deleted is kept under. */
const DELETED = '$deleted'

/**
 * Takes the emails that are marked as deleted, among these UIDs, out of a mailbox. One that stands in another mailbox
 * too loses the mark: nobody asked to delete it there. The UIDs that went.
 */
export async function expunge(
  tx: Tx,
  house: House,
  access: Access,
  mailboxId: RecordId,
  ranges: readonly UidRange[],
): Promise<number[]> {
  // Sent together, obeyed in this order: what is read is read under the lock.
  const [, ids] = await Promise.all([
    lockAccounts(tx, [access.accountId]),
    listDeleted(tx, access.accountId, mailboxId, ranges),
  ])
  if (ids.length === 0) return []
  const moved = await setMailboxes(tx, house, access, ids, { add: [], remove: [mailboxId] })
  const standing = [...moved.changed.keys()]
  if (standing.length > 0) await setKeywords(tx, access, standing, { add: [], remove: [DELETED] })
  return moved.left.filter(left => left.mailboxId === mailboxId).map(left => left.uid)
}

/** Emails that are marked as deleted, among these UIDs of a mailbox. */
export async function listDeleted(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
  ranges: readonly UidRange[],
): Promise<RecordId[]> {
  const rows = await db.rows<{ id: RecordId }>(sql`
    select e.id from unnest(${ranges.map(r => r.first)}::bigint[], ${ranges.map(r => r.last)}::bigint[]) r(first, last),
    lateral (select m.* from mailbox_email m where m.account_id = ${accountId} and m.mailbox_id = ${mailboxId}
      and m.uid between r.first and coalesce(r.last, 4294967295) offset 0) h
    join email e on e.account_id = h.account_id and e.id = h.email_id
    where e.keywords && ${[DELETED]}::text[] order by h.uid`)
  return rows.map(row => row.id)
}
