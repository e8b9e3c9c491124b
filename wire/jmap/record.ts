import {
  type JsonObject,
  readArray,
  readBoolean,
  readMap,
  readNullable,
  readObject,
  readString,
} from './json.ts'
import { readSetError, type SetError } from './problem.ts'
import { readId, readUnsignedInt } from './scalar.ts'

/** A record on the wire, whole or in part. */
export type WireRecord = { readonly id: string } & JsonObject
export type PatchObject = JsonObject

// RFC 8620 §5.1
export interface GetResponse {
  readonly accountId: string
  readonly state: string
  readonly list: readonly WireRecord[]
  readonly notFound: readonly string[]
}

// RFC 8620 §5.2
export interface ChangesResponse {
  readonly accountId: string
  readonly oldState: string
  readonly newState: string
  readonly hasMoreChanges: boolean
  readonly created: readonly string[]
  readonly updated: readonly string[]
  readonly destroyed: readonly string[]
  /** Types may say which properties alone can have changed (RFC 8621 §2.2). */
  readonly updatedProperties: readonly string[] | null
}

// RFC 8620 §5.3
export interface SetArguments {
  readonly accountId: string
  readonly ifInState?: string | null
  readonly create?: Readonly<Record<string, JsonObject>> | null
  readonly update?: Readonly<Record<string, PatchObject>> | null
  readonly destroy?: readonly string[] | null
  /** With the capability `urn:bastide:idempotent`: a key for each creation id. */
  readonly clientKeys?: Readonly<Record<string, string>>
}

// RFC 8620 §5.3
export interface SetResponse {
  readonly accountId: string
  readonly oldState: string | null
  readonly newState: string
  readonly created: Readonly<Record<string, WireRecord>> | null
  readonly updated: Readonly<Record<string, JsonObject | null>> | null
  readonly destroyed: readonly string[] | null
  readonly notCreated: Readonly<Record<string, SetError>> | null
  readonly notUpdated: Readonly<Record<string, SetError>> | null
  readonly notDestroyed: Readonly<Record<string, SetError>> | null
}

// RFC 8620 §5.1
export function readGetResponse(args: JsonObject): GetResponse {
  return {
    accountId: readString(args['accountId'], 'accountId'),
    state: readString(args['state'], 'state'),
    list: readArray(args['list'], 'list').map(readRecord),
    notFound: readIds(args['notFound'] ?? [], 'notFound'),
  }
}

// RFC 8620 §5.2
export function readChangesResponse(args: JsonObject): ChangesResponse {
  return {
    accountId: readString(args['accountId'], 'accountId'),
    oldState: readString(args['oldState'], 'oldState'),
    newState: readString(args['newState'], 'newState'),
    hasMoreChanges: readBoolean(args['hasMoreChanges'], 'hasMoreChanges'),
    created: readIds(args['created'], 'created'),
    updated: readIds(args['updated'], 'updated'),
    destroyed: readIds(args['destroyed'], 'destroyed'),
    updatedProperties: readNullable(args['updatedProperties'], 'updatedProperties', readNames),
  }
}

// RFC 8620 §5.3
export function readSetResponse(args: JsonObject): SetResponse {
  const errors = (name: string) =>
    readNullable(args[name], name, (value, at) => readMap(value, at, readSetError))
  return {
    accountId: readString(args['accountId'], 'accountId'),
    oldState: readNullable(args['oldState'], 'oldState', readString),
    newState: readString(args['newState'], 'newState'),
    created: readNullable(args['created'], 'created', (value, at) => readMap(value, at, readRecord)),
    updated: readNullable(args['updated'], 'updated', (value, at) =>
      readMap(value, at, (member, path) => readNullable(member, path, readObject)),
    ),
    destroyed: readNullable(args['destroyed'], 'destroyed', readIds),
    notCreated: errors('notCreated'),
    notUpdated: errors('notUpdated'),
    notDestroyed: errors('notDestroyed'),
  }
}

export const readIds = (value: unknown, at: string): string[] =>
  readArray(value, at).map(id => readId(id, at))

const readNames = (value: unknown, at: string): string[] =>
  readArray(value, at).map(name => readString(name, at))

function readRecord(input: unknown, at: unknown): WireRecord {
  const record = readObject(input, `record ${at}`)
  return { ...record, id: readId(record['id'], `record ${at}`) }
}

export const readTotal = (value: unknown): number | null => readNullable(value, 'total', readUnsignedInt)
