import type { AnySearched, SearchHit, WebModule } from '../../../web/face.ts'
import type { Client } from '../../../web/sync/client.ts'
import type { Answers } from '../../../web/sync/transport/answers.ts'
import { CORE } from '../../../wire/jmap/capability.ts'
import type { Invocation } from '../../../wire/jmap/invocation.ts'
import { isObject, readArray } from '../../../wire/jmap/json.ts'

/** Hits of one type shown at once; the module's own list has the rest. */
const MOST = 5

export interface Searchable {
  readonly module: WebModule
  readonly searched: AnySearched
}

export interface Found extends Searchable {
  readonly hits: readonly (SearchHit & { readonly id: string })[]
}

export const searchables = (modules: readonly WebModule[]): Searchable[] =>
  modules.flatMap(module => (module.search ?? []).map(searched => ({ module, searched })))

/**
 * Asks all types at once, in one round trip. It goes past the store on purpose: half-typed words are not worth
 * keeping, neither as lists nor as records.
 */
export async function find(client: Client, types: readonly Searchable[], text: string): Promise<Found[]> {
  const capabilities = types.map(({ searched }) => searched.descriptor.capability)
  const calls = types.flatMap((type, index) => callsOf(client, type, text, index))
  const answers = await client.ask([CORE, ...new Set(capabilities)], calls)
  return types.map((type, index) => ({ ...type, hits: hitsOf(type, answers, index) }))
}

// RFC 8620 §3.7
function callsOf(
  client: Client,
  { module, searched }: Searchable,
  text: string,
  index: number,
): readonly Invocation[] {
  const { name } = searched.descriptor
  const accountId = client.primaryAccount(name)
  const filter = searched.filter?.(text) ?? { text }
  const properties = module.listed?.[name] ?? null
  return [
    [`${name}/query`, { accountId, filter, limit: MOST, ...searched.extra }, `query${index}`],
    [
      `${name}/get`,
      { accountId, properties, '#ids': { resultOf: `query${index}`, name: `${name}/query`, path: '/ids' } },
      `get${index}`,
    ],
  ]
}

/** A type that could not be searched does not hide what the others have. */
function hitsOf({ searched }: Searchable, answers: Answers, index: number): Found['hits'] {
  const name = searched.descriptor.name
  if (answers.error(`query${index}`) || answers.error(`get${index}`)) return []
  const ids = readArray(answers.read(`query${index}`, `${name}/query`)['ids'], 'ids')
  const list = readArray(answers.read(`get${index}`, `${name}/get`)['list'], 'list').filter(isObject)
  const records = new Map(list.map(record => [record['id'], record]))
  return ids.flatMap(id => {
    const record = records.get(id)
    return record && typeof id === 'string' ? [{ id, ...searched.hit({ ...record, id }) }] : []
  })
}
