import type { AccountId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

// A subscription is a property of its mailbox. Where IMAP deletes the mailbox, the name stays subscribed until the client
// takes it off, as it may come again; JMAP and the web, which know no such thing, destroy both. RFC 9051 §6.3.7

/** Names that an account keeps. */
const MAX_GONE = 1000

export const keepSubscription = (db: Queryable, accountId: AccountId, path: string): Promise<number> =>
  db.run(sql`
    insert into subscription_gone (account_id, path) select ${accountId}::bigint, ${path}
    where (select count(*) from subscription_gone where account_id = ${accountId}) < ${MAX_GONE}::int
    on conflict do nothing`)

export const dropSubscription = (db: Queryable, accountId: AccountId, path: string): Promise<number> =>
  db.run(sql`delete from subscription_gone where account_id = ${accountId} and path = ${path}`)

export async function listGoneSubscriptions(db: Queryable, accountId: AccountId): Promise<string[]> {
  const rows = await db.rows<{ path: string }>(sql`
    select path from subscription_gone where account_id = ${accountId} order by path`)
  return rows.map(({ path }) => path)
}
