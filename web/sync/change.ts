import { Malformed } from '../../lib/errors.ts'
import { isObject, type JsonObject } from '../../wire/jmap/json.ts'
import { applyPatch, propertyOf } from '../../wire/jmap/patch.ts'
import type { PatchObject } from '../../wire/jmap/record.ts'
import type { SyncedType } from './catalogue.ts'
import { isSame } from './same.ts'

/** Names one record. */
export interface RecordRef {
  readonly type: string
  readonly accountId: string
  readonly id: string
}

export interface Creation extends RecordRef {
  readonly kind: 'create'
  /** When it was done here: shown as the instant that the server will set. */
  readonly at?: string
  readonly record: JsonObject
  /** Values that the server is expected to set, shown until it has. */
  readonly expected?: JsonObject
}

export interface Update extends RecordRef {
  readonly kind: 'update'
  readonly at?: string
  readonly patch: PatchObject
}

export interface Destruction extends RecordRef {
  readonly kind: 'destroy'
  /** Temporary id of what takes its place: unless the server makes that, nothing is destroyed. */
  readonly onceMade?: string
}

/** What someone did to a record. */
export type Change = Creation | Update | Destruction

export const refKey = (ref: RecordRef): string => `${ref.accountId}/${ref.type}/${ref.id}`

/** A record after a change; null stands for no record. */
export function applyChange(type: SyncedType, record: JsonObject | null, change: Change): JsonObject | null {
  if (change.kind === 'destroy') return null
  const stamps = change.at === undefined ? {} : stampsOf(type, change.kind, change.at)
  if (change.kind === 'create')
    return { ...defaultsOf(type), ...stamps, ...change.expected, ...change.record, id: change.id }
  return record && { ...applyWhatFits(type, record, change.patch), ...stamps }
}

/** Whether a record stays as it is. */
export const isIdleOn = (type: SyncedType, record: JsonObject, change: Change): boolean =>
  change.kind === 'update' && isSame(applyWhatFits(type, record, change.patch), record)

/** Whether a change may give any of these properties another value. */
export function changesAny(type: SyncedType, change: Change, names: ReadonlySet<string>): boolean {
  if (change.kind !== 'update') return true
  const changed = [...Object.keys(change.patch).map(propertyOf), ...Object.keys(stampsOf(type, 'update', ''))]
  return changed.some(name => names.has(name))
}

const stampsOf = (type: SyncedType, kind: 'create' | 'update', at: string): JsonObject =>
  Object.fromEntries(
    Object.entries(type.descriptor.properties)
      .filter(([, { stamp }]) => stamp === 'updated' || (stamp === 'created' && kind === 'create'))
      .map(([name]) => [name, at]),
  )

/** A record known in part takes the part of a patch that concerns what is known. */
function applyWhatFits(type: SyncedType, record: JsonObject, patch: PatchObject): JsonObject {
  let result = record
  for (const [pointer, value] of Object.entries(patch)) {
    if (pointer.includes('/') && !isObject(result[propertyOf(pointer)])) continue
    try {
      result = applyPatch(result, { [pointer]: value }, property => emptied(type, property))
    } catch (error) {
      if (!(error instanceof Malformed)) throw error
    }
  }
  return result
}

/** What null leaves in a property. */
export function emptied(type: SyncedType, name: string): unknown {
  const property = type.descriptor.properties[name]
  return property?.nullable ? null : property?.default
}

const defaultsOf = (type: SyncedType): JsonObject =>
  Object.fromEntries(
    Object.entries(type.descriptor.properties)
      .filter(([, property]) => property.default !== undefined)
      .map(([name, property]) => [name, property.default]),
  )
