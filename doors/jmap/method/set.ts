import type { Answer, Call, Outcome, RecordType, SetChanges } from '../../../core/module.ts'
import { Refused } from '../../../lib/errors.ts'
import { type RecordId, readId, writeId } from '../../../lib/id.ts'
import { findCreations, rememberCreations } from '../../../store/creation.ts'
import type { Tx } from '../../../store/database.ts'
import { stateAfter, typeState } from '../../../store/records/changes.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import type { SetError } from '../../../wire/jmap/problem.ts'
import { inRounds, resolveCreated } from '../creation-references.ts'
import { setError } from '../problem.ts'
import { refuseWriting, type Typed, typed } from '../typed.ts'
import { createGeneric, destroyGeneric, updateGeneric } from './generic-write.ts'
import { readSet, type SetRequest } from './set-request.ts'

/** What one /set made of each key, collected inside its transaction. */
interface Done {
  oldState: string
  newState: string
  readonly created: Map<string, Outcome>
  readonly updated: Map<RecordId, Outcome>
  readonly destroyed: Map<RecordId, Outcome>
}

/** RFC 8620 §5.3. One transaction: either every change that was not refused is durable, or none is. */
export async function set(
  type: RecordType,
  call: Call,
  args: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const t = await typed(type, call, args)
  refuseWriting(t)
  const request = readSet(type.descriptor, args)
  const prepared = await type.write?.prepare?.(call, t.access, request.changes)
  const done = await call.house.db.write(tx => apply(tx, t, request, prepared as never))
  const response = { accountId: args['accountId'], ...answer(t, request, done) }
  for (const [id, record] of Object.entries(response.created ?? {}))
    call.createdIds.set(id, String(record['id']))
  const followUps = type.write?.followUps?.(call, args, response, prepared as never) ?? []
  return { response, followUps }
}

async function apply(tx: Tx, t: Typed, request: SetRequest, prepared: never): Promise<Done> {
  const name = t.type.descriptor.name
  // Sent together, obeyed in this order: the state is read under the lock.
  const [, oldState] = await Promise.all([
    lockAccounts(tx, [t.access.accountId]),
    typeState(tx, t.access, name),
  ])
  if (request.ifInState !== null && request.ifInState !== oldState)
    throw new Refused('stateMismatch', `the state is ${oldState}`)
  const created = await createAll(tx, t, request, prepared)
  const ids = new Map([...t.call.createdIds, ...idsOf(created)])
  const { resolved, refused } = resolveUpdates(t, request.changes, ids)
  const changes = { ...request.changes, update: resolved, destroy: request.destroy(ids) }
  const updated = new Map([...refused, ...(await updateAll(tx, t, changes, prepared))])
  const destroyed = await destroyAll(tx, t, changes, prepared)
  const newState = await stateAfter(tx, t.access, name, oldState)
  return { oldState, newState, created, updated, destroyed }
}

async function createAll(
  tx: Tx,
  t: Typed,
  request: SetRequest,
  prepared: never,
): Promise<Map<string, Outcome>> {
  const { descriptor } = t.type
  const outcomes = await alreadyMade(tx, t, request)
  const wanted = new Map([...request.changes.create].filter(([id]) => !outcomes.has(id)))
  for (const round of inRounds(descriptor, wanted)) {
    const known = new Map([...t.call.createdIds, ...idsOf(outcomes)])
    const create = new Map<string, Readonly<Record<string, unknown>>>()
    for (const [id, given] of round)
      refusing(outcomes, id, () => create.set(id, resolveCreated(descriptor, given, known)))
    const changes = { ...request.changes, create }
    const made = t.type.write?.create
      ? await t.type.write.create(tx, t.call, t.access, changes, prepared)
      : await createGeneric(tx, t, create)
    for (const [id, outcome] of made) outcomes.set(id, outcome)
  }
  const keyed = [...idsOf(outcomes)].flatMap(([id, made]) => {
    const key = request.keys.get(id)
    return key && wanted.has(id) ? [{ key, id: readId(descriptor.prefix, made)! }] : []
  })
  await rememberCreations(tx, t.access.accountId, descriptor.name, keyed)
  return outcomes
}

/** Creations whose key was seen before answer with the record made then. */
async function alreadyMade(tx: Tx, t: Typed, request: SetRequest): Promise<Map<string, Outcome>> {
  const { name, prefix } = t.type.descriptor
  const made = await findCreations(tx, t.access.accountId, name, [...request.keys.values()])
  const outcomes = new Map<string, Outcome>()
  for (const [id, key] of request.keys) {
    const before = made.get(key)
    if (before !== undefined) outcomes.set(id, { id: writeId(prefix, before) })
  }
  return outcomes
}

function resolveUpdates(t: Typed, changes: SetChanges, ids: ReadonlyMap<string, string>) {
  const resolved = new Map<RecordId, Readonly<Record<string, unknown>>>()
  const refused = new Map<RecordId, Outcome>()
  for (const [id, patch] of changes.update)
    refusing(refused, id, () => resolved.set(id, resolveCreated(t.type.descriptor, patch, ids)))
  return { resolved, refused }
}

const updateAll = async (tx: Tx, t: Typed, changes: SetChanges, prepared: never) =>
  changes.update.size === 0
    ? new Map<RecordId, Outcome>()
    : t.type.write?.update
      ? t.type.write.update(tx, t.call, t.access, changes, prepared)
      : updateGeneric(tx, t, changes.update)

const destroyAll = async (tx: Tx, t: Typed, changes: SetChanges, prepared: never) =>
  new Map(
    changes.destroy.length === 0
      ? []
      : t.type.write?.destroy
        ? await t.type.write.destroy(tx, t.call, t.access, changes, prepared)
        : await destroyGeneric(tx, t, changes.destroy),
  )

function refusing<K>(outcomes: Map<K, Outcome>, key: K, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    outcomes.set(key, error)
  }
}

const idsOf = (outcomes: ReadonlyMap<string, Outcome>): Map<string, string> =>
  new Map(
    [...outcomes].flatMap(([id, made]) =>
      made && !(made instanceof Refused) ? [[id, String(made['id'])]] : [],
    ),
  )

function answer(t: Typed, request: SetRequest, done: Done) {
  const wire = (id: RecordId) => writeId(t.type.descriptor.prefix, id)
  const updated = split(done.updated, wire)
  const destroyed = split(done.destroyed, wire)
  const created = split(done.created, id => id)
  return {
    oldState: done.oldState,
    newState: done.newState,
    created: orNull(created.kept) as Record<string, Readonly<Record<string, unknown>>> | null,
    updated: orNull(updated.kept),
    destroyed: Object.keys(destroyed.kept).length ? Object.keys(destroyed.kept) : null,
    notCreated: orNull({ ...request.notCreated, ...created.refused }),
    notUpdated: orNull({ ...request.notUpdated, ...updated.refused }),
    notDestroyed: orNull({ ...request.notDestroyed, ...destroyed.refused }),
  }
}

function split<K>(outcomes: ReadonlyMap<K, Outcome>, write: (key: K) => string) {
  const kept: Record<string, Exclude<Outcome, Refused>> = {}
  const refused: Record<string, SetError> = {}
  for (const [key, outcome] of outcomes)
    if (outcome instanceof Refused) refused[write(key)] = setError(outcome)
    else kept[write(key)] = outcome
  return { kept, refused }
}

const orNull = <T extends object>(map: T): T | null => (Object.keys(map).length ? map : null)
