import type { House } from '../../../../core/house.ts'
import type { AccountId, RecordId } from '../../../../lib/id.ts'
import type { Queryable, Tx } from '../../../../store/database.ts'
import { touchRecords } from '../../../../store/records/write.ts'
import { lockAccounts } from '../../../../store/sequence.ts'
import { sql } from '../../../../store/sql.ts'
import { type SieveRun, sieveRun } from '../../types.ts'
import { among } from '../among.ts'
import { setKeywords } from '../keywords.ts'
import { setMailboxes } from '../membership.ts'
import { asOwner } from '../rights.ts'
import { checkForAccount } from './check-account.ts'
import { planRun } from './run.ts'
import { type HereWish, siftHere } from './sift-here.ts'

interface Run {
  readonly id: RecordId
  readonly mailboxId: RecordId
  readonly script: string
  readonly state: SieveRun['state']
  readonly nextUid: number
  readonly endUid: number
}

/** Emails of a batch: each is read, and all of them change in one transaction. */
const AT_ONCE = 250

/** The job: one batch, whose transaction plans the next. Run twice, the second finds the run further on and does nothing. */
export async function runBatch(
  house: House,
  { accountId, runId }: { accountId: AccountId; runId: RecordId },
): Promise<void> {
  const run = await findRun(house.db, accountId, runId)
  if (run?.state === 'running') await apply(house, accountId, run)
  else if (run?.state === 'undoing') await house.db.write(tx => takeBack(tx, house, accountId, run))
}

const findRun = (db: Queryable, accountId: AccountId, id: RecordId): Promise<Run | null> =>
  db.row<Run>(sql`
    select id, mailbox_id as "mailboxId", script, state, next_uid as "nextUid", end_uid as "endUid"
    from sieve_run where account_id = ${accountId} and id = ${id}`)

async function apply(house: House, accountId: AccountId, run: Run): Promise<void> {
  // What it includes may have gone since it began.
  const { program } = await checkForAccount(house.db, accountId, run.script)
  const batch = program ? await listBatch(house.db, accountId, run) : []
  const ids = batch.map(({ id }) => id)
  const wishes = program ? await siftHere(house, asOwner(accountId), program, run.mailboxId, ids) : []
  await house.db.write(async tx => {
    await lockAccounts(tx, [accountId])
    const now = await findRun(tx, accountId, run.id)
    if (now?.state !== 'running' || now.nextUid !== run.nextUid) return
    if (program === null) return end(tx, house, accountId, run.id, 'failed')
    const changed = await fulfil(tx, house, accountId, run, wishes)
    await tx.run(sql`
      update sieve_run set next_uid = ${(batch.at(-1)?.uid ?? 0) + 1}, done = done + ${batch.length}::int,
        changed = changed + ${changed}::int
      where account_id = ${accountId} and id = ${run.id}`)
    await goOn(tx, house, accountId, run.id, batch.length === AT_ONCE, 'done')
  })
}

const listBatch = (db: Queryable, accountId: AccountId, { mailboxId, nextUid, endUid }: Run) =>
  db.rows<{ uid: number; id: RecordId }>(sql`
    select uid, email_id as id from mailbox_email
    where account_id = ${accountId} and mailbox_id = ${mailboxId} and uid >= ${nextUid} and uid < ${endUid}
    order by uid limit ${AT_ONCE}`)

/** How many changed: whoever has moved one meanwhile has decided. */
async function fulfil(
  tx: Tx,
  house: House,
  accountId: AccountId,
  { id: runId, mailboxId }: Run,
  wishes: readonly HereWish[],
): Promise<number> {
  const rows = await tx.rows<{ id: RecordId }>(sql`
    select email_id as id from mailbox_email
    where account_id = ${accountId} and mailbox_id = ${mailboxId} and email_id in ${among(wishes.map(({ id }) => id))}`)
  const standing = new Set(rows.map(({ id }) => id))
  const kept = wishes.filter(({ id }) => standing.has(id))
  for (const { ids, way } of alike(kept)) {
    await change(tx, house, accountId, ids, {
      mailboxes: { add: way.add, remove: way.leaves ? [mailboxId] : [] },
      keywords: { add: way.keywords, remove: [] },
    })
    await tx.run(sql`
      insert into sieve_run_email (account_id, run_id, email_id, added, leaves, keywords)
      select ${accountId}::bigint, ${runId}::bigint, id, ${way.add}::bigint[], ${way.leaves}::boolean, ${way.keywords}::text[]
      from unnest(${ids}::bigint[]) id on conflict do nothing`)
  }
  return kept.length
}

/** In the order in which the run changed them; each is forgotten with the change that takes it back. */
async function takeBack(
  tx: Tx,
  house: House,
  accountId: AccountId,
  { id: runId, mailboxId }: Run,
): Promise<void> {
  await lockAccounts(tx, [accountId])
  const wishes = await tx.rows<HereWish & { isStanding: boolean }>(sql`
    with batch as (
      delete from sieve_run_email g where account_id = ${accountId} and run_id = ${runId} and email_id in (
        select email_id from sieve_run_email where account_id = ${accountId} and run_id = ${runId}
        order by email_id limit ${AT_ONCE})
      returning email_id, added, leaves, keywords)
    select g.email_id as id, to_jsonb(g.added) as add, g.leaves, g.keywords,
      coalesce(h.mailboxes @> g.added and (${mailboxId}::bigint = any(h.mailboxes)) <> g.leaves and b.id is not null, false)
        as "isStanding"
    from batch g
    left join mailbox b on b.account_id = ${accountId} and b.id = ${mailboxId}
    left join lateral (select array_agg(m.mailbox_id) as mailboxes from mailbox_email m
      where m.account_id = ${accountId} and m.email_id = g.email_id) h on true`)
  const standing = wishes.filter(({ isStanding }) => isStanding)
  for (const { ids, way } of alike(standing))
    await change(tx, house, accountId, ids, {
      mailboxes: { add: way.leaves ? [mailboxId] : [], remove: way.add },
      keywords: { add: [], remove: way.keywords },
    })
  await tx.run(sql`
    update sieve_run set done = done + ${wishes.length}::int, changed = changed + ${standing.length}::int
    where account_id = ${accountId} and id = ${runId}`)
  await goOn(tx, house, accountId, runId, wishes.length === AT_ONCE, 'undone')
}

/** Emails of which the same is wanted, together. */
function alike(wishes: readonly HereWish[]): { ids: RecordId[]; way: HereWish }[] {
  const keyOf = ({ add, leaves, keywords }: HereWish) => JSON.stringify([add, leaves, keywords])
  return [...Map.groupBy(wishes, keyOf).values()].map(group => ({
    ids: group.map(({ id }) => id),
    way: group[0]!,
  }))
}

interface Change {
  readonly mailboxes: { readonly add: readonly RecordId[]; readonly remove: readonly RecordId[] }
  readonly keywords: { readonly add: readonly string[]; readonly remove: readonly string[] }
}

async function change(
  tx: Tx,
  house: House,
  accountId: AccountId,
  ids: readonly RecordId[],
  { mailboxes, keywords }: Change,
): Promise<void> {
  const access = asOwner(accountId)
  if (keywords.add.length + keywords.remove.length > 0) await setKeywords(tx, access, ids, keywords)
  if (mailboxes.add.length + mailboxes.remove.length > 0)
    await setMailboxes(tx, house, access, ids, mailboxes)
}

async function goOn(
  tx: Tx,
  house: House,
  accountId: AccountId,
  runId: RecordId,
  isMore: boolean,
  over: 'done' | 'undone',
): Promise<void> {
  if (!isMore) return end(tx, house, accountId, runId, over)
  await touchRecords(tx, accountId, sieveRun, [runId])
  await planRun(tx, house, accountId, runId)
}

/** What had gone before its turn came is done with, too. */
async function end(
  tx: Tx,
  house: House,
  accountId: AccountId,
  runId: RecordId,
  state: 'done' | 'undone' | 'failed',
): Promise<void> {
  await tx.run(sql`
    update sieve_run set state = ${state}, done = case ${state} when 'failed' then done else total end,
      ended_at = date_trunc('second', ${house.now()}::timestamptz)
    where account_id = ${accountId} and id = ${runId}`)
  await touchRecords(tx, accountId, sieveRun, [runId])
}
