import type { Descriptor } from '../../../lib/descriptor.ts'
import { Refused } from '../../../lib/errors.ts'
import type { RecordId, Seq } from '../../../lib/id.ts'
import { type Access, bitOf, bitsEverywhere } from '../../../store/access.ts'
import type { Queryable } from '../../../store/database.ts'
import { type Changes, MAX_CHANGES, readStateString, writeState } from '../../../store/records/changes.ts'
import { readState } from '../../../store/sequence.ts'
import { name, type Sql, sql } from '../../../store/sql.ts'
import { mailbox } from '../types.ts'

/** Whether the reader sees every mailbox, so that the records themselves tell what moved. */
export const seesAll = (access: Access): boolean =>
  (bitsEverywhere(mailbox, access) & bitOf(mailbox, 'mayReadItems')) !== 0

/**
 * Changes for a reader who sees some mailboxes only. An email that is moved into one of them is new to that reader,
 * however old it is, and one that is moved out is gone: memberships tell, those that stand and those that ended.
 *
 *   created    when it first came in sight after the state
 *   updated    in sight then and now: at its newest change
 *   destroyed  out of sight now: when the last membership that was seen then ended
 */
export async function listSharedChanges(
  db: Queryable,
  access: Access,
  descriptor: Descriptor,
  sinceState: string,
  maxChanges: number = MAX_CHANGES,
): Promise<Changes> {
  const since = readStateString(access, sinceState)
  const now = await readState(db, access.accountId)
  const current = now.states[descriptor.name] ?? (0 as Seq)
  if (since.seq < now.floor || since.epoch !== now.epoch || since.seq > current)
    throw new Refused('cannotCalculateChanges', 'what has changed since then is not known')
  const limit = Math.min(maxChanges, MAX_CHANGES)
  const found = await scan(db, access, descriptor, since.seq, current, limit + 1)
  const more = found.length > limit
  const shown = more ? found.slice(0, limit) : found
  const of = (fate: Change['fate']) => shown.filter(change => change.fate === fate).map(change => change.id)
  return {
    oldState: sinceState,
    newState: writeState(access, { seq: more ? shown.at(-1)!.key : current, epoch: now.epoch }),
    hasMoreChanges: more,
    created: of('created'),
    updated: of('updated'),
    destroyed: of('destroyed'),
  }
}

interface Change {
  readonly id: RecordId
  readonly key: Seq
  readonly fate: 'created' | 'updated' | 'destroyed'
}

/** Whoever changed has a newer number, or a membership that ended since; only these are looked at. */
const scan = (
  db: Queryable,
  access: Access,
  descriptor: Descriptor,
  since: Seq,
  upTo: Seq,
  limit: number,
): Promise<Change[]> => {
  const record = recordColumn(descriptor)
  return db.rows(sql`
    with seen as (${seenMailboxes(access)}),
    ended as (
      select g.${record} as id, g.added_seq, g.seq from mailbox_gone g
      where g.account_id = ${access.accountId} and g.seq > ${since} and g.seq <= ${upTo}
        and g.mailbox_id in (select id from seen)),
    moved as (
      select id, seq from ${name(descriptor.table)} t
      where t.account_id = ${access.accountId} and t.seq > ${since} and t.seq <= ${upTo}),
    sight as (
      select m.id, m.seq, min(h.added_seq) as added_seq, count(h.added_seq) > 0 as now,
        coalesce(bool_or(h.added_seq <= ${since}), false) as then,
        min(h.added_seq) filter (where h.added_seq > ${since}) as came
      from (select id, max(seq) as seq from (select id, seq from moved union all select id, seq from ended) c group by id) m
      left join mailbox_email h on h.account_id = ${access.accountId} and h.${record} = m.id
        and h.mailbox_id in (select id from seen)
      group by m.id, m.seq),
    past as (
      select id, bool_or(added_seq <= ${since}) as then, max(seq) filter (where added_seq <= ${since}) as went,
        min(added_seq) filter (where added_seq > ${since}) as came
      from ended group by id)
    select id, key, fate from (
      select s.id,
        case when not s.now then p.went
          when s.then or coalesce(p.then, false) then s.seq
          else least(s.came, p.came) end as key,
        case when not s.now then 'destroyed'
          when s.then or coalesce(p.then, false) then 'updated' else 'created' end as fate
      from sight s left join past p on p.id = s.id
      where s.now or coalesce(p.then, false)) c
    where key <= ${upTo}
    order by key, id limit ${limit}`)
}

/** Column of a membership that names the record. */
function recordColumn({ container }: Descriptor): Sql {
  if (container.kind !== 'many') throw new Error('only for what mailboxes hold')
  return name(container.through.record)
}

const seenMailboxes = (access: Access): Sql => sql`
  select distinct container_id as id from share where account_id = ${access.accountId} and type = 'Mailbox'
    and principal_id = any(${access.principals}::bigint[]) and rights & ${bitOf(mailbox, 'mayReadItems')}::int <> 0`
