import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import type { Role } from '../types.ts'
import { type Count, NOTHING } from './counts.ts'
import { furnishRole } from './furnish.ts'
import type { Item } from './place.ts'

/** What is known of the accounts that messages land in: read once, under their locks, for all of them. */
export interface Landing {
  readonly receivers: ReadonlyMap<AccountId, Receiver>
  /** The thread that a message id belongs to, by `keyOf`. */
  readonly threads: ReadonlyMap<string, RecordId>
  /** What each of those threads adds to the mailboxes, by `pairOf`; without the threads themselves. */
  readonly counts: ReadonlyMap<string, ReadonlyMap<RecordId, Count>>
}

export interface Receiver {
  readonly seq: Seq
  readonly used: number
  readonly quota: number | null
  /** Others wait for the index already, and a job for them. */
  readonly waiting: boolean
  /** Something is put off there, which an answer brings back. */
  readonly snoozes: boolean
  /** The next UID of each mailbox that was named, of the inbox and of the trash. */
  readonly uidNext: ReadonlyMap<RecordId, number>
  readonly roles: ReadonlyMap<Role, RecordId>
}

/** RFC 8621 §3: a message id, for messages of one base subject. */
export const keyOf = (accountId: AccountId, subject: string, message: string): string =>
  `${accountId} ${subject} ${message}`

export const pairOf = (accountId: AccountId, threadId: RecordId): string => `${accountId} ${threadId}`

export async function lookUp(tx: Tx, items: readonly Item[]): Promise<Landing> {
  const [receivers, threads] = await Promise.all([findReceivers(tx, items), findThreads(tx, items)])
  const missing = missingRoles(items, receivers)
  for (const { accountId, role } of missing) await furnishRole(tx, accountId, role)
  return {
    receivers: missing.length > 0 ? await findReceivers(tx, items) : receivers,
    threads: new Map(threads.map(({ key, threadId }) => [key, threadId])),
    counts: await countThreads(tx, threads),
  }
}

async function findReceivers(db: Queryable, items: readonly Item[]): Promise<Map<AccountId, Receiver>> {
  const accounts = [...new Set(items.map(item => item.accountId))]
  const rows = await db.rows<
    Omit<Receiver, 'uidNext' | 'roles'> & { accountId: AccountId; boxes: Box[] }
  >(sql`
    select a.account_id as "accountId", a.seq, a.used, a.quota,
      exists (select from email_unindexed u where u.account_id = a.account_id) as waiting,
      exists (select from snooze z where z.account_id = a.account_id and not z.is_over) as snoozes,
      (select coalesce(json_agg(json_build_object('id', b.id, 'role', b.role, 'uidNext', b.uid_next)), '[]') from mailbox b
        where b.account_id = a.account_id and (b.role = any(${rolesOf(items)}::text[]) or b.id = any(${idsOf(items)}::bigint[]))
      ) as boxes
    from account a where a.account_id = any(${accounts}::bigint[])`)
  return new Map(
    rows.map(({ accountId, boxes, ...row }) => [
      accountId,
      {
        ...row,
        uidNext: new Map(boxes.map(box => [box.id, box.uidNext])),
        roles: new Map(boxes.flatMap(({ id, role }) => (role === null ? [] : [[role, id]]))),
      },
    ]),
  )
}

interface Box {
  id: RecordId
  role: Role | null
  uidNext: number
}

/** Those of the trash count there alone; what is unread in the inbox is news. */
const rolesOf = (items: readonly Item[]): Role[] => [
  'trash',
  'inbox',
  ...items.flatMap(({ placement: { mailboxes } }) => (typeof mailboxes === 'string' ? [mailboxes] : [])),
]

const idsOf = (items: readonly Item[]): RecordId[] =>
  items.flatMap(({ placement: { mailboxes } }) => (typeof mailboxes === 'string' ? [] : mailboxes))

function missingRoles(items: readonly Item[], receivers: ReadonlyMap<AccountId, Receiver>) {
  const missing = new Map<string, { accountId: AccountId; role: Role }>()
  for (const { accountId, placement } of items) {
    const { mailboxes: role } = placement
    const receiver = receivers.get(accountId)
    if (typeof role === 'string' && receiver && !receiver.roles.has(role))
      missing.set(`${accountId} ${role}`, { accountId, role })
  }
  return [...missing.values()]
}

interface Known {
  readonly key: string
  readonly accountId: AccountId
  readonly threadId: RecordId
}

async function findThreads(db: Queryable, items: readonly Item[]): Promise<Known[]> {
  const asked = items.flatMap(({ accountId, message: { thread } }) =>
    thread.messages.map(message => ({ accountId, message, subject: thread.subject })),
  )
  const rows = await db.rows<Omit<Known, 'key'> & { message: string; subject: string }>(sql`
    select m.account_id as "accountId", m.message_hash::text as message, m.subject_hash::text as subject,
      m.thread_id as "threadId"
    from unnest(${asked.map(a => a.accountId)}::bigint[], ${asked.map(a => a.message)}::bigint[],
      ${asked.map(a => a.subject)}::bigint[]) r(account_id, message_hash, subject_hash)
    join thread_message m using (account_id, message_hash, subject_hash)`)
  return rows.map(({ message, subject, ...row }) => ({ ...row, key: keyOf(row.accountId, subject, message) }))
}

async function countThreads(db: Queryable, threads: readonly Known[]): Promise<Landing['counts']> {
  const counts = new Map<string, Map<RecordId, Count>>()
  if (threads.length === 0) return counts
  const pairs = [...new Map(threads.map(known => [pairOf(known.accountId, known.threadId), known])).values()]
  const rows = await db.rows<Known & { mailboxId: RecordId; emails: number; unread: number }>(sql`
    select h.account_id as "accountId", h.thread_id as "threadId", h.mailbox_id as "mailboxId", count(*) as emails,
      count(*) filter (where not e.keywords && '{$seen,$draft}') as unread
    from unnest(${pairs.map(p => p.accountId)}::bigint[], ${pairs.map(p => p.threadId)}::bigint[]) r(account_id, thread_id)
    join mailbox_email h on h.account_id = r.account_id and h.thread_id = r.thread_id
    join email e on e.account_id = h.account_id and e.id = h.email_id
    group by h.account_id, h.thread_id, h.mailbox_id`)
  for (const { accountId, threadId, mailboxId, emails, unread } of rows) {
    const pair = pairOf(accountId, threadId)
    const of = counts.get(pair) ?? new Map()
    counts.set(pair, of.set(mailboxId, { ...NOTHING, emails, unread, threads: 1 }))
  }
  return counts
}
