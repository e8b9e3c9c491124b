import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import {
  type AccountId,
  type PrincipalId,
  type RecordId,
  readId,
  writeAccountId,
  writeId,
} from '../../../lib/id.ts'
import { delegateBit } from '../../../store/access.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { insertRecords } from '../../../store/records/write.ts'
import { lockAccounts, take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { mention, thread } from '../types.ts'

// How several people take care of the threads of one mailbox: who has which, and what they say about it.

export const PRINCIPAL_PREFIX = 'p'

/** Of these principals, people who see all of an account: it is theirs, or they were given it. */
export async function listSeers(
  db: Queryable,
  accountId: AccountId,
  principals: readonly PrincipalId[],
): Promise<ReadonlySet<PrincipalId>> {
  const rows = await db.rows<{ id: PrincipalId }>(sql`
    select p.id from account a
    join principal p on p.account_id = a.organisation_id and p.id = any(${principals}::bigint[])
      and p.kind = 'individual' and p.disabled_at is null
    where a.account_id = ${accountId} and (p.id = a.principal_id or exists (
      select from delegation d where d.account_id = a.account_id and d.rights & ${SEEING}::int <> 0
        and (d.principal_id = p.id
          or d.principal_id in (select group_id from groups_around(a.organisation_id, array[p.id])))))`)
  return new Set(rows.map(row => row.id))
}

const SEEING = delegateBit('mayRead') | delegateBit('mayManage')

export const readPrincipal = (wire: string): PrincipalId | null =>
  readId(PRINCIPAL_PREFIX, wire) as number | null as PrincipalId | null

/** The assignment that a thread has already. */
export async function findAssignment(
  db: Queryable,
  accountId: AccountId,
  threadId: RecordId,
): Promise<RecordId | null> {
  const row = await db.row<{ id: RecordId }>(sql`
    select id from thread_assignment where account_id = ${accountId} and thread_id = ${threadId}`)
  return row?.id ?? null
}

/** Lists of emails by who takes care of them are asked for anew: none of the emails themselves has moved. */
export const stirLists = async (tx: Tx, accountId: AccountId): Promise<void> =>
  void (await take(tx, accountId, { Email: 1 }))

export const MENTION_JOB = 'mail.mention'

/** What is to be told, and to whom. */
export interface Mentioning {
  readonly kind: 'comment' | 'assignment'
  readonly accountId: AccountId
  readonly threadId: RecordId
  readonly by: string
  readonly excerpt: string
  readonly principals: readonly PrincipalId[]
}

export const enqueueMention = (
  tx: Tx,
  house: House,
  actor: Actor,
  told: Omit<Mentioning, 'by'>,
): Promise<void> => {
  const principals = told.principals.filter(id => id !== actor.principalId)
  if (principals.length === 0) return Promise.resolve()
  return house.jobs.enqueue(tx, MENTION_JOB, { ...told, principals, by: actor.name } satisfies Mentioning)
}

/** The job: puts the news into the account of each. */
export async function tellMentioned(house: House, told: Mentioning): Promise<void> {
  await house.db.write(async tx => {
    const about = await describe(tx, told)
    const rows = await tx.rows<{ id: AccountId }>(sql`
      select o.account_id as id from account a
      join account o on o.organisation_id = a.organisation_id and o.principal_id = any(${told.principals}::bigint[])
        and o.deleted_at is null
      where a.account_id = ${told.accountId}`)
    const accounts = rows.map(row => row.id)
    await lockAccounts(tx, accounts)
    for (const accountId of accounts)
      await insertRecords(tx, house.registry.descriptors, accountId, mention, [about])
  })
}

async function describe(db: Queryable, { kind, accountId, threadId, by, excerpt }: Mentioning) {
  const row = await db.row<{ name: string; subject: string | null }>(sql`
    select a.name, (select c.subject from email e
        join email_content c on c.account_id = e.account_id and c.id = e.id
      where e.account_id = a.account_id and e.thread_id = ${threadId} order by e.received_at limit 1) as subject
    from account a where a.account_id = ${accountId}`)
  return {
    kind,
    at: `${new Date().toISOString().slice(0, 19)}Z`,
    byName: by.slice(0, 200).toWellFormed(),
    boxAccountId: writeAccountId(accountId),
    boxName: row?.name ?? '',
    threadId: writeId(thread.prefix, threadId),
    subject: (row?.subject ?? '').slice(0, 1000).toWellFormed(),
    excerpt: excerpt.slice(0, 300).toWellFormed(),
  }
}
