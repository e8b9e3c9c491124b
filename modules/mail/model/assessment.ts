import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import type { Authentication, JunkReason, Warning } from '../types.ts'
import { domainOf } from './outgoing.ts'
import type { Prepared } from './prepare.ts'

// What was found out about a message when it arrived: who vouches for its sender, what speaks against it. Written
// beside the email in the same transaction; it never changes.

export interface Assessment {
  readonly authentication: Authentication
  readonly warnings: readonly Warning[]
  readonly score: number
  readonly reasons: readonly JunkReason[]
}

/** Of a message of our own people: they logged in, and nothing speaks against them. */
export function internalAssessment({ projection: { from } }: Pick<Prepared, 'projection'>): Assessment {
  const author = from?.[0]?.email
  const none = { spf: 'none', dkim: 'none', dmarc: 'none', arc: 'none' } as const
  const authentication = { ...none, from: author ? domainOf(author) : null, isInternal: true }
  return { authentication, warnings: [], score: 0, reasons: [] }
}

export interface Assessed {
  readonly accountId: AccountId
  readonly emailId: RecordId
  readonly assessment: Assessment
}

export function writeAssessments(tx: Tx, assessed: readonly Assessed[]): void {
  if (assessed.length === 0) return
  const rows = assessed.map(({ accountId, emailId, assessment }) => ({
    account_id: accountId,
    id: emailId,
    ...assessment,
  }))
  tx.post(sql`
    insert into email_assessment (account_id, id, authentication, warnings, score, reasons)
    select account_id, id, authentication, warnings, score, reasons
    from jsonb_populate_recordset(null::email_assessment, ${JSON.stringify(rows)}::jsonb)`)
}

/** Of emails that the reader may see; those that did not arrive from anywhere have none. */
export async function readAssessments(
  db: Queryable,
  accountId: AccountId,
  ids: readonly RecordId[],
): Promise<ReadonlyMap<RecordId, Assessment>> {
  const rows = await db.rows<Assessment & { id: RecordId }>(sql`
    select id, authentication, warnings, score, reasons from email_assessment
    where account_id = ${accountId} and id = any(${ids}::bigint[])`)
  return new Map(rows.map(({ id, ...assessment }) => [id, assessment]))
}

/** Of these, emails whose author had never written to the account before, and answers nobody of it. */
export async function listFirstFromSender(
  db: Queryable,
  accountId: AccountId,
  ids: readonly RecordId[],
): Promise<ReadonlySet<RecordId>> {
  const rows = await db.rows<{ id: RecordId }>(sql`
    select c.id from email_content c join email e on e.account_id = c.account_id and e.id = c.id
    where c.account_id = ${accountId} and c.id = any(${ids}::bigint[]) and author_key(c.from_list) is not null
      and not exists (select from email_content o where o.account_id = c.account_id
        and author_key(o.from_list) = author_key(c.from_list) and o.id < c.id)
      and not exists (select from email t where t.account_id = e.account_id and t.thread_id = e.thread_id and t.id < e.id)`)
  return new Set(rows.map(row => row.id))
}

/** Accounts to which this author has written already. */
export async function listAcquainted(
  db: Queryable,
  accounts: readonly AccountId[],
  author: string,
): Promise<ReadonlySet<AccountId>> {
  const rows = await db.rows<{ accountId: AccountId }>(sql`
    select a.id as "accountId" from unnest(${accounts}::bigint[]) a(id)
    where exists (select from email_content c where c.account_id = a.id and author_key(c.from_list) = lower(${author}))`)
  return new Set(rows.map(row => row.accountId))
}
