import type { SetChanges } from '../../../core/module.ts'
import type { Descriptor } from '../../../lib/descriptor.ts'
import { Malformed } from '../../../lib/errors.ts'
import { type RecordId, readId } from '../../../lib/id.ts'
import { readMap, readNullable, readObject, readString, readStrings } from '../../../wire/jmap/json.ts'
import type { SetError } from '../../../wire/jmap/problem.ts'
import { isId } from '../../../wire/jmap/scalar.ts'
import { LIMITS } from '../limits.ts'
import { MethodFailed } from '../problem.ts'

type Args = Readonly<Record<string, unknown>>

export interface SetRequest {
  readonly ifInState: string | null
  readonly changes: SetChanges
  /** Client's key by creation id. */
  readonly keys: ReadonlyMap<string, string>
  /** Records to destroy, creation ids among them resolved. */
  readonly destroy: (created: ReadonlyMap<string, string>) => RecordId[]
  readonly notCreated: Record<string, SetError>
  readonly notUpdated: Record<string, SetError>
  readonly notDestroyed: Record<string, SetError>
}

const NOT_FOUND: SetError = { type: 'notFound' }
const STANDARD = new Set(['accountId', 'ifInState', 'create', 'update', 'destroy', 'clientKeys'])

/** The arguments of a /set, checked; ids that cannot be of this type are answered as not found. */
export function readSet(descriptor: Descriptor, args: Args): SetRequest {
  const create = readNullable(args['create'], 'create', (v, at) => readMap(v, at, readObject)) ?? {}
  const update = readNullable(args['update'], 'update', (v, at) => readMap(v, at, readObject)) ?? {}
  const destroy = readNullable(args['destroy'], 'destroy', readStrings) ?? []
  const total = Object.keys(create).length + Object.keys(update).length + destroy.length
  if (total > LIMITS.maxObjectsInSet)
    throw new MethodFailed('requestTooLarge', `more than ${LIMITS.maxObjectsInSet} changes`)
  for (const id of Object.keys(create))
    if (!isId(id)) throw new Malformed('not a creation id', `create/${id}`)
  const updates = sortIds(descriptor, Object.keys(update))
  const doomed = sortIds(
    descriptor,
    [...new Set(destroy)].filter(id => !id.startsWith('#')),
  )
  const byCreation = destroy.filter(id => id.startsWith('#'))
  const willDestroy = new Set(doomed.known.values())
  const keys = readNullable(args['clientKeys'], 'clientKeys', (v, at) => readMap(v, at, readKey)) ?? {}
  if (new Set(Object.values(keys)).size < Object.keys(keys).length)
    throw new Malformed('one key is of one creation', 'clientKeys')
  return {
    ifInState: readNullable(args['ifInState'], 'ifInState', readString),
    changes: {
      create: new Map(Object.entries(create)),
      update: new Map(
        [...updates.known].filter(([, id]) => !willDestroy.has(id)).map(([wire, id]) => [id, update[wire]!]),
      ),
      destroy: [...doomed.known.values()],
      args: Object.fromEntries(Object.entries(args).filter(([name]) => !STANDARD.has(name))),
    },
    keys: new Map(Object.entries(keys).filter(([id]) => Object.hasOwn(create, id))),
    destroy: created => [
      ...doomed.known.values(),
      ...byCreation.flatMap(id => readId(descriptor.prefix, created.get(id.slice(1)) ?? '') ?? []),
    ],
    notCreated: {},
    notUpdated: {
      ...fault(updates.unknown, NOT_FOUND),
      ...fault(
        [...updates.known].filter(([, id]) => willDestroy.has(id)).map(([wire]) => wire),
        { type: 'willDestroy' },
      ),
    },
    notDestroyed: fault(doomed.unknown, NOT_FOUND),
  }
}

const MAX_KEY = 255

function readKey(value: unknown, at: string): string {
  const key = readString(value, at)
  if (key.length > MAX_KEY || key.includes('\0')) throw new Malformed('this is no key', at)
  return key
}

function sortIds(descriptor: Descriptor, ids: readonly string[]) {
  const known = new Map<string, RecordId>()
  const unknown: string[] = []
  for (const wire of ids) {
    const id = readId(descriptor.prefix, wire)
    if (id === null) unknown.push(wire)
    else known.set(wire, id)
  }
  return { known, unknown }
}

const fault = (ids: readonly string[], error: SetError): Record<string, SetError> =>
  Object.fromEntries(ids.map(id => [id, error]))
