import type { Descriptor } from '../../lib/descriptor.ts'
import { Refused } from '../../lib/errors.ts'
import type { RecordId, Seq } from '../../lib/id.ts'
import { type Access, couldSee, mayClause } from '../access.ts'
import type { Queryable, Tx } from '../database.ts'
import { type AccountState, readState } from '../sequence.ts'
import { sql } from '../sql.ts'
import { type Types, table } from './column.ts'

/** A state as it stands in the string: the seq, and for readers other than the owner the epoch of rights. */
export interface State {
  readonly seq: Seq
  readonly epoch: number
}

export const writeState = (access: Access, state: State): string =>
  access.owner ? `${state.seq}` : `${state.seq}.${state.epoch}`

/** The state of one type, for this reader. */
export const typeState = async (db: Queryable, access: Access, type: string): Promise<string> =>
  typeStateOf(await readState(db, access.accountId), access, type)

/** The state that this transaction leaves. To an owner it is told by the numbers that were taken here. */
export async function stateAfter(tx: Tx, access: Access, type: string, before: string): Promise<string> {
  if (!access.owner) return typeState(tx, access, type)
  const seq = tx.moved.get(access.accountId)?.[type]
  return seq === undefined ? before : writeState(access, { seq, epoch: 0 })
}

export const typeStateOf = ({ states, epoch }: AccountState, access: Access, type: string): string =>
  writeState(access, { seq: states[type] ?? (0 as Seq), epoch })

export function readStateString(access: Access, text: string): State {
  const read = /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text)
  if (!read || access.owner !== (read[2] === undefined))
    throw new Refused('cannotCalculateChanges', 'the state is not one that this server gave')
  return { seq: Number(read[1]) as Seq, epoch: Number(read[2] ?? 0) }
}

export interface Changes {
  readonly oldState: string
  readonly newState: string
  readonly hasMoreChanges: boolean
  readonly created: RecordId[]
  readonly updated: RecordId[]
  readonly destroyed: RecordId[]
}

interface Change {
  readonly id: RecordId
  /** Where the change stands in the order of changes. */
  readonly key: Seq
  readonly fate: 'created' | 'updated' | 'destroyed'
}

/** Largest answer; a client that names no limit is cut here. */
export const MAX_CHANGES = 5000

/**
 * What moved since a state: one scan each of the new records, the changed ones and the tombstones.
 *
 * A record that is new since then stands at its *creation* in the order, even when it changed later, so that a cut
 * anywhere (RFC 8620 §5.2 maxChanges) tells of its creation before its updates.
 */
export async function listChanges(
  db: Queryable,
  types: Types,
  access: Access,
  descriptor: Descriptor,
  sinceState: string,
  maxChanges: number = MAX_CHANGES,
): Promise<Changes> {
  const since = readStateString(access, sinceState)
  const now = await readState(db, access.accountId)
  const current = now.states[descriptor.name] ?? (0 as Seq)
  refuseUnknown(access, since, now, current)
  const limit = Math.min(maxChanges, MAX_CHANGES)
  const found =
    since.seq === current ? [] : await scan(db, types, access, descriptor, since.seq, current, limit + 1)
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

function refuseUnknown(access: Access, since: State, now: { floor: Seq; epoch: number }, current: Seq): void {
  if (since.seq < now.floor)
    throw new Refused('cannotCalculateChanges', 'the changes since then were trimmed')
  if (!access.owner && since.epoch !== now.epoch)
    throw new Refused('cannotCalculateChanges', 'the rights on this account have changed')
  if (since.seq > current) throw new Refused('cannotCalculateChanges', 'the state is newer than the account')
}

async function scan(
  db: Queryable,
  types: Types,
  access: Access,
  descriptor: Descriptor,
  since: Seq,
  upTo: Seq,
  limit: number,
): Promise<Change[]> {
  const visible = mayClause(descriptor, types, access, descriptor.needs.read)
  return db.rows<Change>(sql`
    (select t.id, t.id as key, 'created' as fate from ${table(descriptor)}
      where t.account_id = ${access.accountId} and t.id > ${since} and t.id <= ${upTo} and ${visible}
      order by t.id limit ${limit})
    union all
    (select t.id, t.seq, 'updated' from ${table(descriptor)}
      where t.account_id = ${access.accountId} and t.seq > ${since} and t.seq <= ${upTo} and t.id <= ${since} and ${visible}
      order by t.seq limit ${limit})
    union all
    (select d.id, d.seq, 'destroyed' from tombstone d
      where d.account_id = ${access.accountId} and d.type = ${descriptor.name} and d.seq > ${since} and d.seq <= ${upTo}
        and d.id <= ${since} and ${couldSee(descriptor, types, access)}
      order by d.seq limit ${limit})
    order by key limit ${limit}`)
}
