import { type FilterTree, isOperator } from '../../../lib/filter.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Database, Queryable } from '../../../store/database.ts'
import { tsquery } from '../../../store/search.ts'
import { raw, sql } from '../../../store/sql.ts'

/** From so many emails on, looking each up by its key costs more than reading the mailbox whole. */
const MANY = 20_000

/**
 * Runs a search for words. How many emails have them no plan made once can know (docs/adr/0004): where they are many,
 * rows are joined whole instead of one by one.
 */
export async function searchWords<T>(
  db: Database,
  accountId: AccountId,
  filter: FilterTree | null,
  search: (db: Queryable) => Promise<T>,
): Promise<T> {
  const texts = filter ? textsOf(filter) : []
  if (texts.length === 0 || !(await areCommon(db, accountId, texts))) return search(db)
  return db.read(async tx => {
    await tx.run(raw('set local enable_nestloop = off'))
    return search(tx)
  })
}

function textsOf(tree: FilterTree): string[] {
  if (isOperator(tree)) return tree.conditions.flatMap(textsOf)
  return [tree['text'], tree['body']].filter(text => typeof text === 'string')
}

async function areCommon(db: Queryable, accountId: AccountId, texts: readonly string[]): Promise<boolean> {
  const held = await db.row<{ emails: number }>(sql`
    select coalesce(sum(total_emails), 0)::int as emails from mailbox where account_id = ${accountId}`)
  if (held!.emails < MANY) return false
  for (const text of texts) {
    const query = tsquery(text)
    if (!query) continue
    const row = await db.row<{ n: number }>(sql`
      select count(*) as n from (select from search where account_id = ${accountId} and type = 'Email'
        and words @@ ${query} limit ${MANY}) found`)
    if (row!.n === MANY) return true
  }
  return false
}
