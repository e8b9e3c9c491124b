import type { AccountId, RecordId } from '../../../lib/id.ts'
import { toBytes } from '../../../store/blobs/blobs.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import type { Prepared } from './prepare.ts'

/**
 * Emails of an account that are these messages, byte for byte. No index has their digests, as each mark on an email would
 * write into it: what is the same names the same messages, and so is in one of their threads. What names none has its date.
 */
export async function listExisting(
  db: Queryable,
  accountId: AccountId,
  messages: readonly Pick<Prepared, 'digest' | 'thread' | 'projection'>[],
): Promise<RecordId[]> {
  const held = await db.rows<{ digest: string }>(sql`
    select encode(digest, 'hex') as digest from blob where account_id = ${accountId} and refs > 0
      and digest = any(${messages.map(({ digest }) => toBytes(digest))}::bytea[])`)
  const digests = new Set(held.map(({ digest }) => digest))
  const known = messages.filter(({ digest }) => digests.has(digest))
  if (known.length === 0) return []
  const named = known.flatMap(({ digest, thread }) =>
    thread.messages.map(message => ({ digest: toBytes(digest), message, subject: thread.subject })),
  )
  const nameless = known.filter(({ thread }) => thread.messages.length === 0)
  const rows = await db.rows<{ id: RecordId }>(sql`
    select e.id from unnest(${named.map(n => n.digest)}::bytea[], ${named.map(n => n.message)}::bigint[],
      ${named.map(n => n.subject)}::bigint[]) r(digest, message, subject),
    lateral (select m.thread_id from thread_message m where m.account_id = ${accountId}
      and m.message_hash = r.message and m.subject_hash = r.subject offset 0) m,
    lateral (select e.id, e.blob_digest from email e where e.account_id = ${accountId}
      and e.thread_id = m.thread_id offset 0) e
    where e.blob_digest = r.digest
    union
    select e.id from unnest(${nameless.map(n => toBytes(n.digest))}::bytea[],
      ${nameless.map(n => n.projection.sentAt ?? '')}::text[]) r(digest, sent_at),
    lateral (select c.id from email_content c where c.account_id = ${accountId} and coalesce(c.sent_at, '') = r.sent_at
      and cardinality(coalesce(c.message_id || c.in_reply_to || c.reference_ids, '{}')) = 0 offset 0) c,
    lateral (select e.id, e.blob_digest from email e where e.account_id = ${accountId} and e.id = c.id offset 0) e
    where e.blob_digest = r.digest`)
  return rows.map(({ id }) => id)
}
