import type { Descriptor } from '../../../lib/descriptor.ts'
import { type Comparator, compareRecords, type FilterTree, matchesFilter } from '../../../lib/filter.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import { applyPatch } from '../../../wire/jmap/patch.ts'
import type { SetArguments, WireRecord } from '../../../wire/jmap/record.ts'
import type { MemoryTable } from './store.ts'

export class MethodFailure extends Error {
  readonly type: string

  constructor(type: string) {
    super(type)
    this.type = type
  }
}

const MAX_OBJECTS = 50

/** The six methods over a table in memory, as plainly as they can be said. */
export const METHODS: Readonly<
  Record<string, (descriptor: Descriptor, table: MemoryTable, args: JsonObject) => JsonObject>
> = {
  get(_descriptor, table, args) {
    const ids = (args['ids'] as string[] | null) ?? table.all().map(record => record.id)
    if (ids.length > MAX_OBJECTS) throw new MethodFailure('requestTooLarge')
    const found = ids.flatMap(id => table.get(id) ?? [])
    const notFound = ids.filter(id => !table.get(id))
    return { state: String(table.seq), list: found.map(r => pick(r, args['properties'])), notFound }
  },

  changes(_descriptor, table, args) {
    const since = sinceOf(args['sinceState'], table)
    const rows = table
      .since(since)
      .slice(0, (args['maxChanges'] as number | undefined) ?? Number.POSITIVE_INFINITY)
    const newState = rows.at(-1)?.[1].seq ?? table.seq
    const ids = (keep: (isNew: boolean, isGone: boolean) => boolean) =>
      rows.filter(([, s]) => keep(s.createdSeq > since, s.record === null)).map(([id]) => id)
    return {
      oldState: String(since),
      newState: String(newState),
      hasMoreChanges: newState < table.seq,
      created: ids((isNew, isGone) => isNew && !isGone),
      updated: ids((isNew, isGone) => !isNew && !isGone),
      destroyed: ids((_isNew, isGone) => isGone),
    }
  },

  set(descriptor, table, input) {
    const args = input as unknown as SetArguments
    const oldState = String(table.seq)
    const created = Object.entries(args.create ?? {}).map(([creationId, properties]) => {
      const key = args.clientKeys?.[creationId]
      const full = { ...defaults(descriptor), ...properties, updatedAt: now() }
      return [creationId, table.madeBy(key) ?? table.create(descriptor.prefix, full, key)] as const
    })
    const refused = Object.entries(args.create ?? {}).filter(
      ([, properties]) => !fits(descriptor, properties),
    )
    for (const [creationId] of refused) table.write(created.find(([id]) => id === creationId)![1].id, null)
    const updates = Object.entries(args.update ?? {}).map(
      ([id, patch]) => [id, update(descriptor, table, id, patch)] as const,
    )
    const destroys = (args.destroy ?? []).map(id => [id, destroy(table, id)] as const)
    const isRefused = new Set(refused.map(([id]) => id))
    return {
      oldState,
      newState: String(table.seq),
      created: Object.fromEntries(created.filter(([id]) => !isRefused.has(id))),
      notCreated: Object.fromEntries(
        refused.map(([id]) => [id, { type: 'invalidProperties', properties: ['title'] }]),
      ),
      updated: Object.fromEntries(updates.filter(([, error]) => !error).map(([id]) => [id, null])),
      notUpdated: Object.fromEntries(updates.filter(([, error]) => error)),
      destroyed: destroys.filter(([, error]) => !error).map(([id]) => id),
      notDestroyed: Object.fromEntries(destroys.filter(([, error]) => error)),
    }
  },

  query(descriptor, table, args) {
    const ids = answer(descriptor, table, args)
    const anchor = args['anchor'] as string | undefined
    const position = anchor === undefined ? Number(args['position'] ?? 0) : ids.indexOf(anchor)
    if (position < 0) throw new MethodFailure('anchorNotFound')
    const limit = (args['limit'] as number | undefined) ?? ids.length
    return {
      queryState: String(table.seq),
      canCalculateChanges: true,
      position,
      ids: ids.slice(position, position + limit),
      total: ids.length,
    }
  },

  /** Says that all that moved was removed, and where what is still there stands now. */
  queryChanges(descriptor, table, args) {
    const since = sinceOf(args['sinceQueryState'], table)
    const moved = new Set(table.since(since).map(([id]) => id))
    const added = answer(descriptor, table, args).map((id, index) => ({ id, index }))
    return {
      oldQueryState: String(since),
      newQueryState: String(table.seq),
      removed: [...moved],
      added: added.filter(({ id }) => moved.has(id)),
      total: added.length,
    }
  },
}

/** To the second, as instants go on the wire. */
const now = (): string => new Date().toISOString().slice(0, 19) + 'Z'

function sinceOf(state: unknown, table: MemoryTable): number {
  const since = Number(state)
  if (!Number.isInteger(since) || since < table.floor) throw new MethodFailure('cannotCalculateChanges')
  return since
}

function answer(descriptor: Descriptor, table: MemoryTable, args: JsonObject): string[] {
  const filter = (args['filter'] ?? null) as FilterTree | null
  const sort = (args['sort'] ?? []) as readonly Comparator[]
  const found = table.all().filter(record => matchesFilter(descriptor, filter, record))
  return found.sort((a, b) => compareRecords(descriptor, sort, a, b)).map(record => record.id)
}

const pick = (record: WireRecord, properties: unknown): JsonObject =>
  Array.isArray(properties)
    ? Object.fromEntries(Object.entries(record).filter(([name]) => properties.includes(name)))
    : record

const defaults = (descriptor: Descriptor): JsonObject =>
  Object.fromEntries(Object.entries(descriptor.properties).map(([name, p]) => [name, p.default ?? null]))

const fits = (descriptor: Descriptor, { title }: JsonObject): boolean =>
  typeof title !== 'string' || title.length <= descriptor.properties['title']!.max!

function update(
  descriptor: Descriptor,
  table: MemoryTable,
  id: string,
  patch: JsonObject,
): JsonObject | null {
  const record = table.get(id)
  if (!record) return { type: 'notFound' }
  if (!fits(descriptor, patch)) return { type: 'invalidProperties', properties: ['title'] }
  table.write(id, { ...applyPatch(record, patch, () => null), updatedAt: now() })
  return null
}

function destroy(table: MemoryTable, id: string): JsonObject | null {
  if (!table.get(id)) return { type: 'notFound' }
  table.write(id, null)
  return null
}
