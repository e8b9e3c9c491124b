import type { FilterTree } from '../../../lib/filter.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Database, Queryable } from '../../../store/database.ts'
import { tsquery } from '../../../store/search.ts'
import { empty, raw, type Sql, sql } from '../../../store/sql.ts'
import {
  demandsOf,
  hasCondition,
  type Known,
  NOTHING_KNOWN,
  operandsOf,
  sender,
  splitMailbox,
  treeClause,
  withoutConditions,
} from './email-filter.ts'

/** From so many emails on, looking each up by its key costs more than reading the account whole. */
export const MANY = 20_000

/** Conditions that the index of words decides, and those for which each email's content is read. */
const BY_WORDS = ['text', 'body']
const BY_CONTENT = ['from', 'to', 'cc', 'bcc', 'subject', 'attachmentName']
const INSIDE = new Set([...BY_WORDS, ...BY_CONTENT, 'header'])
/** Nor does it help to know that the other conditions leave few, as these seldom do. */
const LEFT_OUT = new Set([...INSIDE, 'inMailboxOtherThan'])

/** Runs a search, planned for as many emails as it looks into. */
export async function searchPlanned<T>(
  db: Database,
  accountId: AccountId,
  filter: FilterTree | null,
  known: Known,
  search: (db: Queryable) => Promise<T>,
): Promise<T> {
  if (!(await isBroad(db, accountId, filter, known))) return search(db)
  return db.read(async tx => {
    await joinWhole(tx)
    return search(tx)
  })
}

/** The same, in a transaction that is open. */
export async function planFor(
  tx: Queryable,
  accountId: AccountId,
  filter: FilterTree | null,
  known: Known,
): Promise<void> {
  if (await isBroad(tx, accountId, filter, known)) await joinWhole(tx)
}

/** Until the transaction ends, rows are joined whole instead of one by one. */
const joinWhole = (tx: Queryable): Promise<number> => tx.run(raw('set local enable_nestloop = off'))

/** Whether a search looks into many emails, which no plan made once can know (docs/adr/0004). */
async function isBroad(
  db: Queryable,
  accountId: AccountId,
  filter: FilterTree | null,
  known: Known,
): Promise<boolean> {
  if (filter === null || !hasCondition(filter, INSIDE)) return false
  const texts = BY_WORDS.flatMap(name => operandsOf(filter, name)).filter(text => typeof text === 'string')
  if (texts.length > 0 && !(await areCommon(db, accountId, texts))) return false
  for (const operand of demandsOf(filter, 'from')) {
    const senders = known.senders.get(operand)
    if (senders && !(await haveSentMany(db, accountId, senders))) return false
  }
  return leavesMany(db, accountId, filter)
}

/** Whether many emails are left to look into by all that is told from outside. */
async function leavesMany(db: Queryable, accountId: AccountId, filter: FilterTree): Promise<boolean> {
  const { mailboxId = null, rest = filter } = splitMailbox(filter) ?? {}
  const outside = rest && withoutConditions(rest, LEFT_OUT)
  const ofMailbox = (alias: string) => (mailboxId === null ? empty : sql`and ${raw(alias)} = ${mailboxId}`)
  const isLarge = await holdsMany(db, accountId, mailboxId)
  if (!isLarge || outside === null) return isLarge
  return reachesMany(
    db,
    sql`select from mailbox_email m join email t on t.account_id = m.account_id and t.id = m.email_id
      where m.account_id = ${accountId} ${ofMailbox('m.mailbox_id')} and ${treeClause(outside, NOTHING_KNOWN)}`,
  )
}

/** Whether an account, or one mailbox of it, is large. */
export async function holdsMany(
  db: Queryable,
  accountId: AccountId,
  mailboxId: RecordId | null = null,
): Promise<boolean> {
  const held = await db.row<{ n: number }>(sql`
    select coalesce(sum(total_emails), 0)::int as n from mailbox
    where account_id = ${accountId} and ${mailboxId === null ? raw('true') : sql`id = ${mailboxId}`}`)
  return held!.n >= MANY
}

const haveSentMany = (db: Queryable, accountId: AccountId, senders: readonly string[]): Promise<boolean> =>
  reachesMany(
    db,
    sql`select from email_content c where c.account_id = ${accountId} and ${sender} = any(${senders}::text[])`,
  )

async function areCommon(db: Queryable, accountId: AccountId, texts: readonly string[]): Promise<boolean> {
  for (const text of texts) {
    const query = tsquery(text)
    if (!query) continue
    const found = sql`select from search where account_id = ${accountId} and type = 'Email' and words @@ ${query}`
    if (await reachesMany(db, found)) return true
  }
  return false
}

async function reachesMany(db: Queryable, found: Sql): Promise<boolean> {
  const row = await db.row<{ n: number }>(sql`select count(*) as n from (${found} limit ${MANY}) f`)
  return row!.n === MANY
}
