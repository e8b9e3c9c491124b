import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** Every UID of a mailbox, as runs without a gap, rising: a million rows travel as a few. */
export async function listUidRuns(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
): Promise<[first: number, last: number][]> {
  const rows = await db.rows<{ first: number; last: number }>(sql`
    select min(uid) as first, max(uid) as last from (
      select uid, uid - row_number() over (order by uid) as run from mailbox_email
      where account_id = ${accountId} and mailbox_id = ${mailboxId}) numbered
    group by run order by first`)
  return rows.map(({ first, last }) => [first, last])
}

/** The keywords that emails of a mailbox have. */
export async function listKeywordsIn(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
): Promise<string[]> {
  const rows = await db.rows<{ keyword: string }>(sql`
    select distinct keyword from (
      select distinct e.keywords from mailbox_email h
      join email e on e.account_id = h.account_id and e.id = h.email_id
      where h.account_id = ${accountId} and h.mailbox_id = ${mailboxId}) sets, unnest(sets.keywords) keyword
    order by keyword`)
  return rows.map(row => row.keyword)
}
