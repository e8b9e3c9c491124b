import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import { isAnswerSubject } from '../../../wire/mime/subject.ts'
import type { UidRange } from './messages.ts'

/** What decides where a message stands in a conversation. RFC 5256 §2 */
export interface Threadable {
  readonly uid: number
  readonly messageId: string | null
  /** From the first message of the conversation to the one that this answers. */
  readonly references: readonly string[]
  readonly baseSubject: string
  /** Its subject says that it answers or forwards another. */
  readonly isAnswer: boolean
  /** When it was sent, or else arrived. */
  readonly at: number
}

interface Row {
  readonly uid: number
  readonly messageId: string | null
  readonly references: string
  readonly subject: string
  readonly baseSubject: string
  readonly at: number
}

/** Messages of a mailbox in these ranges of UIDs, in the order of their UIDs; each range is looked up by the key. */
export async function listThreadable(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId,
  ranges: readonly UidRange[],
): Promise<Threadable[]> {
  // RFC 5256 §3: without References, the first id of In-Reply-To stands for them. Ids hold no space.
  const rows = await db.rows<Row>(sql`
    select h.uid, c.message_id[1] as "messageId",
      coalesce(nullif(array_to_string(c.reference_ids, ' '), ''), c.in_reply_to[1], '') as references,
      coalesce(c.subject, '') as subject, upper(c.base_subject collate "pg_unicode_fast") as "baseSubject",
      extract(epoch from coalesce(c.sent_instant, e.received_at))::float8 as at
    from unnest(${ranges.map(r => r.first)}::bigint[], ${ranges.map(r => r.last)}::bigint[]) r(first, last),
    lateral (select m.* from mailbox_email m where m.account_id = ${accountId} and m.mailbox_id = ${mailboxId}
      and m.uid between r.first and r.last offset 0) h
    join email e on e.account_id = h.account_id and e.id = h.email_id
    join email_content c on c.account_id = e.account_id and c.id = e.id
    order by h.uid`)
  return rows.map(({ references, subject, ...row }) => ({
    ...row,
    references: references.split(' ').filter(Boolean),
    isAnswer: isAnswerSubject(subject),
  }))
}
