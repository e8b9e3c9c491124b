import type { FilterTree } from '../../../lib/filter.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { join, raw, sql } from '../../../store/sql.ts'
import { holdsWords, type Known, operandsOf, SENDER_LENGTH, sender, wordsIn } from './email-filter.ts'
import { holdsMany } from './search-breadth.ts'

/** Where more have sent, looking at each of them costs more than looking into every email. */
const MOST_SENDERS = 20_000
const MOST_TEXTS = 16

/**
 * Who may be meant by each condition on the sender, of those who have sent to a large account: they are few beside its
 * emails. A sender that is cut may always be.
 */
export async function matchSenders(
  db: Queryable,
  accountId: AccountId,
  filter: FilterTree | null,
): Promise<Known['senders']> {
  const asked = filter === null ? [] : [...new Set(operandsOf(filter, 'from'))]
  const texts = asked.filter(text => typeof text === 'string' && wordsIn(text).length > 0) as string[]
  if (texts.length === 0 || texts.length > MOST_TEXTS || !(await holdsMany(db, accountId))) return new Map()
  const fitting = texts.map(
    (
      text,
      at,
    ) => sql`array_agg(text) filter (where length(text) = ${SENDER_LENGTH} or ${holdsWords(raw('text'), text)})
      as ${raw(`fit${at}`)}`,
  )
  const row = await db.row<Record<string, string[] | null> & { nth: number | null }>(sql`
    with recursive senders (text, nth) as (
      (select ${sender}, 1 from email_content c where c.account_id = ${accountId} order by ${sender} limit 1)
      union all
      select next.text, nth + 1 from senders s, lateral (
        select ${sender} as text from email_content c where c.account_id = ${accountId} and ${sender} > s.text
        order by ${sender} limit 1) next
      where nth < ${MOST_SENDERS})
    select max(nth) as nth, ${join(fitting, ', ')} from senders`)
  if (row!.nth === MOST_SENDERS) return new Map()
  return new Map(texts.map((text, at) => [text, row![`fit${at}`] ?? []]))
}
