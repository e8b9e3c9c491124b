import type { JsonObject } from '../../../wire/jmap/json.ts'
import { invertPatch, propertyOf } from '../../../wire/jmap/patch.ts'
import type { SyncedType } from '../catalogue.ts'
import type { Change } from '../change.ts'

/** The way back from something done; plain data, to be given to `undo`. */
export interface UndoToken {
  readonly label: string
  readonly inverse: readonly Change[]
}

/**
 * What takes `record` back to what it is, once `change` has been done. Properties that are not known here are left as
 * the change made them.
 */
export function invertChange(type: SyncedType, record: JsonObject | null, change: Change): Change | null {
  const { type: name, accountId, id } = change
  const ref = { type: name, accountId, id }
  if (change.kind === 'create') return { kind: 'destroy', ...ref }
  if (record === null) return null
  if (change.kind === 'destroy') return { kind: 'create', ...ref, record: settable(type, record) }
  const known = Object.entries(change.patch).filter(([pointer]) => Object.hasOwn(record, propertyOf(pointer)))
  return { kind: 'update', ...ref, patch: invertPatch(record, Object.fromEntries(known)) }
}

/** What a client may say when it makes the record once more. */
const settable = (type: SyncedType, record: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(record).filter(
      ([name, value]) => value !== undefined && isSettable(type.descriptor.properties[name]?.setter),
    ),
  )

const isSettable = (setter: string | undefined): boolean => setter === 'client' || setter === 'create'
