import type { Answer, Call, RecordType } from '../../../core/module.ts'
import { Refused } from '../../../lib/errors.ts'
import { typeState } from '../../../store/records/changes.ts'
import { readBoolean, readMap, readNullable, readObject, readString } from '../../../wire/jmap/json.ts'
import type { SetError } from '../../../wire/jmap/problem.ts'
import { LIMITS } from '../limits.ts'
import { MethodFailed } from '../problem.ts'
import { accessTo } from '../typed.ts'
import { readWire } from './get.ts'
import { set } from './set.ts'

type Args = Readonly<Record<string, unknown>>

/** RFC 8620 §5.4: records of one account made anew in another, with some properties changed on the way. */
export async function copy(type: RecordType, call: Call, args: Args): Promise<Answer> {
  const from = await sourceOf(type, call, args)
  const create = readMap(args['create'], 'create', readObject)
  if (Object.keys(create).length > LIMITS.maxObjectsInSet)
    throw new MethodFailed('requestTooLarge', `more than ${LIMITS.maxObjectsInSet} copies`)
  const { wanted, notFound } = await readOriginals(type, call, from, create)
  const { response } = await set(type, call, {
    accountId: args['accountId'],
    ifInState: args['ifInState'],
    create: wanted,
  })
  const made = response as { created: object | null; notCreated: object | null }
  const copied = Object.keys(made.created ?? {})
  return {
    response: {
      fromAccountId: args['fromAccountId'],
      accountId: args['accountId'],
      ...pick(response, ['oldState', 'newState', 'created']),
      notCreated:
        Object.keys(notFound).length || made.notCreated ? { ...made.notCreated, ...notFound } : null,
    },
    followUps: destroyOriginals(
      type,
      args,
      copied.map(id => String(create[id]!['id'])),
    ),
  }
}

async function sourceOf(type: RecordType, call: Call, args: Args) {
  if (args['fromAccountId'] === args['accountId'])
    throw new MethodFailed('invalidArguments', 'the two accounts must differ')
  try {
    const access = await accessTo(type, call, args['fromAccountId'])
    const expected = readNullable(args['ifFromInState'], 'ifFromInState', readString)
    if (expected !== null && expected !== (await typeState(call.house.db, access, type.descriptor.name)))
      throw new Refused('stateMismatch', 'the source account has moved')
    return { call, type, types: call.house.registry.descriptors, access, args: {} }
  } catch (error) {
    if (error instanceof Refused && error.code === 'accountNotFound')
      throw new MethodFailed('fromAccountNotFound')
    throw error
  }
}

async function readOriginals(
  type: RecordType,
  call: Call,
  from: Awaited<ReturnType<typeof sourceOf>>,
  create: Readonly<Record<string, Args>>,
) {
  const wanted: Record<string, Args> = {}
  const notFound: Record<string, SetError> = {}
  const ids = Object.entries(create).map(([key, given]) => [key, resolveId(call, given['id'])] as const)
  const originals = new Map(
    (
      await readWire(
        from,
        ids.map(([, id]) => id),
        null,
      )
    ).map(record => [record.id, record]),
  )
  for (const [key, id] of ids) {
    const original = originals.get(id)
    if (original) wanted[key] = { ...copyable(type, original), ...without(create[key]!, 'id') }
    else notFound[key] = { type: 'notFound' }
  }
  return { wanted, notFound }
}

const resolveId = (call: Call, id: unknown): string => {
  const text = readString(id, 'id')
  return text.startsWith('#') ? (call.createdIds.get(text.slice(1)) ?? '') : text
}

/** What a client could have set itself. */
const copyable = (type: RecordType, original: Args): Args =>
  Object.fromEntries(
    Object.entries(original).filter(([name]) => {
      const p = type.descriptor.properties[name]
      return p && p.setter !== 'server' && p.kind !== 'rights'
    }),
  )

const without = (given: Args, name: string): Args =>
  Object.fromEntries(Object.entries(given).filter(([key]) => key !== name))

const pick = (from: object, names: readonly string[]): Args =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)))

function destroyOriginals(type: RecordType, args: Args, ids: readonly string[]) {
  const wanted =
    readNullable(args['onSuccessDestroyOriginal'], 'onSuccessDestroyOriginal', readBoolean) ?? false
  if (!wanted || ids.length === 0) return []
  const destroy = {
    accountId: args['fromAccountId'],
    destroy: ids,
    ifInState: args['destroyFromIfInState'] ?? null,
  }
  return [{ name: `${type.descriptor.name}/set`, args: destroy }]
}
