import type { Answer, Call } from '../../../../core/module.ts'
import { canFollow, readQuery } from '../../../../doors/jmap/method/query.ts'
import { MethodFailed } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import { type FilterTree, isOperator } from '../../../../lib/filter.ts'
import { type RecordId, writeId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import type { Queryable } from '../../../../store/database.ts'
import { listChanges, MAX_CHANGES, readStateString } from '../../../../store/records/changes.ts'
import { readBoolean, readNullable, readString } from '../../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../../wire/jmap/scalar.ts'
import { NOTHING_KNOWN } from '../../model/email-filter.ts'
import { type EmailQuery, placesOf, queryEmails, windowOf } from '../../model/email-query.ts'
import { matchHeaders } from '../../model/header-search.ts'
import { orderKept } from '../../model/kept-orders.ts'
import { noteOpening } from '../../model/opened.ts'
import { planFor, searchPlanned } from '../../model/search-breadth.ts'
import { matchSenders } from '../../model/sender-search.ts'
import { listSharedChanges, seesAll } from '../../model/shared-changes.ts'
import { listSiblings } from '../../model/thread.ts'
import { indexFew } from '../../model/unindexed.ts'
import { email } from '../../types.ts'

type Args = Readonly<Record<string, unknown>>

// RFC 8621 §4.4
export async function queryEmail(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  await noteOpening(call.house, call.actor, access.accountId)
  const read = await readEmailQuery(call, access, args)
  if (looksForWords(read.filter)) await indexFew(call.house, access.accountId)
  const queryState = await call.state(access, email.name)
  const query = await knowingSenders(call.house.db, access, read)
  const kept = canFollow(email, query) ? orderKept(call.house.db, access, queryState, query) : null
  const found = kept?.found
    ? windowOf(kept.found, query)
    : await searchPlanned(call.house.db, access.accountId, query.filter, query.known, db =>
        queryEmails(db, access, query, kept),
      )
  const asked = readNullable(args['limit'], 'limit', readUnsignedInt)
  return {
    response: {
      accountId: args['accountId'],
      queryState,
      canCalculateChanges: canFollow(email, query),
      position: found.position,
      ids: found.ids.map(id => writeId(email.prefix, id)),
      ...(found.total !== null && { total: found.total }),
      ...((asked === null || asked > query.limit) && { limit: query.limit }),
      // RFC 8621 §4.4.3
      collapseThreads: query.collapse,
    },
  }
}

/** Whether the full-text index decides. */
const looksForWords = (filter: FilterTree | null): boolean =>
  filter !== null &&
  (isOperator(filter) ? filter.conditions.some(looksForWords) : 'text' in filter || 'body' in filter)

async function readEmailQuery(call: Call, access: Access, args: Args): Promise<EmailQuery> {
  const query = readQuery(email, args)
  const collapse = readNullable(args['collapseThreads'], 'collapseThreads', readBoolean) ?? false
  const headers = await matchHeaders(call.house, access, query.filter)
  return { ...query, collapse, known: { ...NOTHING_KNOWN, headers } }
}

/** Of the state that is answered, or a later one: whoever is new since then would be missed. */
async function knowingSenders(db: Queryable, access: Access, query: EmailQuery): Promise<EmailQuery> {
  const senders = await matchSenders(db, access.accountId, query.filter)
  return { ...query, known: { ...query.known, senders } }
}

/**
 * RFC 8621 §4.5. Sound where filter and sort are decided by each email alone. With one email for each thread, the
 * one that stands for a thread may be another than the one that changed: so all of a changed thread are taken out,
 * and the one that stands for it now is put in.
 */
export async function queryEmailChanges(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  await noteOpening(call.house, call.actor, access.accountId)
  const read = await readEmailQuery(call, access, args)
  if (!canFollow(email, read))
    throw new Refused('cannotCalculateChanges', 'the filter or the sort looks beyond the email')
  const since = readString(args['sinceQueryState'], 'sinceQueryState')
  const limit = readNullable(args['maxChanges'], 'maxChanges', readUnsignedInt) ?? MAX_CHANGES
  // One snapshot, so that the places are those of the state that is answered.
  return call.house.db.read(async db => {
    const query = await knowingSenders(db, access, read)
    const { newState, present, gone } = await changed(db, call, access, query, since, limit)
    const kept = orderKept(call.house.db, access, newState, query)
    if (!kept?.found) await planFor(db, access.accountId, query.filter, query.known)
    const { places, total } = await placesOf(db, access, query, present, kept)
    return {
      response: {
        accountId: args['accountId'],
        oldQueryState: since,
        newQueryState: newState,
        ...(total !== null && { total }),
        removed: [...present, ...gone].map(id => writeId(email.prefix, id)),
        added: places.map(({ id, at }) => ({ id: writeId(email.prefix, id), index: at })),
        collapseThreads: query.collapse,
      },
    }
  })
}

/** Emails whose place may have moved, and those that are no longer there. */
async function changed(
  db: Queryable,
  call: Call,
  access: Access,
  query: EmailQuery,
  since: string,
  limit: number,
) {
  const moved = seesAll(access)
    ? await listChanges(db, call.house.registry.descriptors, access, email, since)
    : await listSharedChanges(db, access, email, since)
  const ids = [...moved.created, ...moved.updated]
  const { seq } = readStateString(access, since)
  const siblings = query.collapse ? await listSiblings(db, access, ids, moved.destroyed, seq) : []
  const present: RecordId[] = [...new Set([...ids, ...siblings])]
  if (moved.hasMoreChanges || present.length + moved.destroyed.length > limit)
    throw new MethodFailed('tooManyChanges')
  return { newState: moved.newState, present, gone: moved.destroyed }
}
