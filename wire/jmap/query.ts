import { type JsonObject, readArray, readBoolean, readObject, readString } from './json.ts'
import { readIds, readTotal } from './record.ts'
import { readId, readUnsignedInt } from './scalar.ts'

// RFC 8620 §5.5
export interface QueryResponse {
  readonly accountId: string
  readonly queryState: string
  readonly canCalculateChanges: boolean
  readonly position: number
  readonly ids: readonly string[]
  readonly total: number | null
}

// RFC 8620 §5.6
export interface AddedItem {
  readonly id: string
  readonly index: number
}

// RFC 8620 §5.6
export interface QueryChangesResponse {
  readonly accountId: string
  readonly oldQueryState: string
  readonly newQueryState: string
  readonly total: number | null
  readonly removed: readonly string[]
  readonly added: readonly AddedItem[]
}

// RFC 8620 §5.5
export function readQueryResponse(args: JsonObject): QueryResponse {
  return {
    accountId: readString(args['accountId'], 'accountId'),
    queryState: readString(args['queryState'], 'queryState'),
    canCalculateChanges: readBoolean(args['canCalculateChanges'], 'canCalculateChanges'),
    position: readUnsignedInt(args['position'], 'position'),
    ids: readIds(args['ids'], 'ids'),
    total: readTotal(args['total']),
  }
}

// RFC 8620 §5.6
export function readQueryChangesResponse(args: JsonObject): QueryChangesResponse {
  return {
    accountId: readString(args['accountId'], 'accountId'),
    oldQueryState: readString(args['oldQueryState'], 'oldQueryState'),
    newQueryState: readString(args['newQueryState'], 'newQueryState'),
    total: readTotal(args['total']),
    removed: readIds(args['removed'], 'removed'),
    added: readArray(args['added'], 'added').map(readAdded),
  }
}

function readAdded(input: unknown): AddedItem {
  const item = readObject(input, 'added')
  return { id: readId(item['id'], 'added'), index: readUnsignedInt(item['index'], 'added') }
}

/**
 * The ids of a list after its changes: what was removed goes, then what was added comes in ascending order of index.
 * `undefined` marks a place of the list whose id is not known.
 */
// RFC 8620 §5.6
export function applyQueryChanges(
  ids: readonly (string | undefined)[],
  changes: Pick<QueryChangesResponse, 'removed' | 'added'>,
): (string | undefined)[] {
  const removed = new Set(changes.removed)
  const kept = ids.filter(id => id === undefined || !removed.has(id))
  for (const { id, index } of changes.added.toSorted((a, b) => a.index - b.index)) kept.splice(index, 0, id)
  return kept
}
