import { capabilitiesOf } from '../../../lib/descriptor.ts'
import { IDEMPOTENT } from '../../../wire/jmap/capability.ts'
import type { Invocation } from '../../../wire/jmap/invocation.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import type { Catalogue } from '../catalogue.ts'
import type { Change } from '../change.ts'
import { replaceTemporary } from '../temporary.ts'
import { type Calls, changeOf, type Entry } from './entry.ts'

export interface Sending {
  readonly using: readonly string[]
  readonly methodCalls: readonly Invocation[]
}

export interface Surroundings {
  readonly catalogue: Catalogue
  readonly known: ReadonlyMap<string, string>
  /** Whether the server takes client keys. */
  readonly isIdempotent: boolean
}

/** The call in which a change goes out, by account and type. */
export const callIdOf = (change: Change): string => `${change.accountId}/${change.type}`

/** What a batch says to the server: one /set for each type and account, or the calls of the one entry. */
export function writeBatch(batch: readonly Entry[], surroundings: Surroundings): Sending {
  const calls = batch[0]?.calls
  const sending = calls
    ? replaceTemporary(calls, beside(calls, surroundings.known))
    : writeSets(batch, surroundings)
  if (!surroundings.isIdempotent) return sending
  return {
    using: [...sending.using, IDEMPOTENT],
    methodCalls: sending.methodCalls.map(call =>
      withClientKeys(call, calls ? `${batch[0]!.tickets[0]}-` : ''),
    ),
  }
}

/**
 * What is known of other ids than those that the calls make. Sent again by a page that has learnt what became of them,
 * a creation keeps its id: under another it would be made a second time.
 */
function beside(calls: Calls, known: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const made = new Set(calls.methodCalls.flatMap(([, args]) => Object.keys(args['create'] ?? {})))
  return new Map([...known].filter(([temporary]) => !made.has(temporary)))
}

// RFC 8620 §5.3
function writeSets(batch: readonly Entry[], { catalogue, known }: Surroundings): Sending {
  const changes = batch.map(entry => changeOf(entry)!)
  const groups = [...Map.groupBy(changes, callIdOf)]
  return {
    using: changes.flatMap(change => capabilitiesOf(catalogue.type(change.type).descriptor)),
    methodCalls: groups.map(([callId, group]) => [
      `${group[0]!.type}/set`,
      setArguments(group[0]!.accountId, group, known),
      callId,
    ]),
  }
}

function setArguments(
  accountId: string,
  group: readonly Change[],
  known: ReadonlyMap<string, string>,
): JsonObject {
  const create = group
    .filter(c => c.kind === 'create')
    .map(c => [c.id, replaceTemporary(c.record, known)] as const)
  const update = group
    .filter(c => c.kind === 'update')
    .map(c => [known.get(c.id) ?? c.id, replaceTemporary(c.patch, known)] as const)
  const destroy = group.filter(c => c.kind === 'destroy').map(c => known.get(c.id) ?? c.id)
  return {
    accountId,
    ...(create.length > 0 && { create: Object.fromEntries(create) }),
    ...(update.length > 0 && { update: Object.fromEntries(update) }),
    ...(destroy.length > 0 && { destroy }),
  }
}

/**
 * A creation id that the client made is the key: random, and the same through every retry. Those inside calls are the
 * caller's words, unique only with the entry's ticket before them.
 */
function withClientKeys(call: Invocation, prefix: string): Invocation {
  const [name, args, callId] = call
  const ids = Object.keys(args['create'] ?? {})
  if (!name.endsWith('/set') || ids.length === 0) return call
  return [name, { ...args, clientKeys: Object.fromEntries(ids.map(id => [id, prefix + id])) }, callId]
}
