import { Malformed, Refused } from '../../lib/errors.ts'
import type { Access } from '../../store/access.ts'
import { mayDelegated } from '../../store/access.ts'
import type { Queryable } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import type { Call, Capability, Method, MethodOf } from '../module.ts'

// RFC 9425: what an account may hold. It has one limit, of octets, or none; what is used of it is kept with the account
// and moves with every message. So the state is the two numbers themselves, and no record is kept.

export const QUOTA = 'urn:ietf:params:jmap:quota'

// RFC 9425 §2
export const quotaCapability: Capability = { session: () => ({}), account: () => ({}) }

/** RFC 9425 §4 */
interface Quota {
  readonly id: string
  readonly resourceType: 'octets'
  readonly used: number
  readonly hardLimit: number
  readonly scope: 'account'
  readonly name: string
  readonly types: readonly string[]
  readonly warnLimit: number
  readonly softLimit: null
  readonly description: null
}

const ID = 'q1'
/** Of the limit: from there on one is warned. */
export const WARNED_FROM = 0.9
/** What fills an account. */
const TYPES = ['Email']

type Args = Readonly<Record<string, unknown>>

interface Numbers {
  readonly used: number
  readonly quota: number | null
}

async function readNumbers(db: Queryable, { accountId }: Access): Promise<Numbers> {
  const row = await db.row<Numbers>(sql`select used, quota from account where account_id = ${accountId}`)
  if (!row) throw new Refused('accountNotFound', 'the account does not exist')
  return row
}

const quotaOf = ({ used, quota }: Numbers): Quota[] =>
  quota === null
    ? []
    : [
        {
          id: ID,
          resourceType: 'octets',
          used,
          hardLimit: quota,
          scope: 'account',
          name: 'storage',
          types: TYPES,
          warnLimit: Math.floor(quota * WARNED_FROM),
          softLimit: null,
          description: null,
        },
      ]

const writeState = ({ used, quota }: Numbers): string => `${used}.${quota ?? ''}`

function readState(state: unknown): Numbers {
  const read = typeof state === 'string' ? /^(\d{1,15})\.(\d{0,15})$/.exec(state) : null
  if (!read) throw new Refused('cannotCalculateChanges', 'the state is not one that this server gave')
  return { used: Number(read[1]), quota: read[2] === '' ? null : Number(read[2]) }
}

/** Those who see the whole account; RFC 9425 §4.1 leaves it to the server who does. */
async function open(call: Call, args: Args): Promise<Numbers> {
  const access = await call.access(args['accountId'])
  if (!mayDelegated(access, 'mayRead', 'mayManage')) return { used: 0, quota: null }
  return readNumbers(call.house.db, access)
}

// RFC 9425 §4.2
const get: Method = async (call, args) => {
  const numbers = await open(call, args)
  const ids = readNames(args['ids'], 'ids')
  const properties = readNames(args['properties'], 'properties')
  const all = quotaOf(numbers)
  const wanted = ids === null ? all : all.filter(({ id }) => ids.includes(id))
  const unknown = properties?.find(name => !PROPERTIES.has(name))
  if (unknown !== undefined) throw new Malformed(`Quota has no property "${unknown}"`, 'properties')
  return {
    response: {
      accountId: args['accountId'],
      state: writeState(numbers),
      list: wanted.map(quota => pick(quota, properties)),
      notFound: (ids ?? []).filter(id => !all.some(quota => quota.id === id)),
    },
  }
}

const PROPERTIES: ReadonlySet<string> = new Set(Object.keys(quotaOf({ used: 0, quota: 0 })[0]!))

const pick = (quota: Quota, properties: readonly string[] | null): object =>
  properties === null
    ? quota
    : Object.fromEntries(Object.entries(quota).filter(([name]) => name === 'id' || properties.includes(name)))

// RFC 9425 §4.3
const changes: Method = async (call, args) => {
  const now = await open(call, args)
  const before = readState(args['sinceState'])
  const [had, has] = [before.quota !== null, now.quota !== null]
  const isMoved = had && has && writeState(before) !== writeState(now)
  return {
    response: {
      accountId: args['accountId'],
      oldState: args['sinceState'],
      newState: writeState(now),
      hasMoreChanges: false,
      updatedProperties: isMoved && before.quota === now.quota ? ['used'] : null,
      created: !had && has ? [ID] : [],
      updated: isMoved ? [ID] : [],
      destroyed: had && !has ? [ID] : [],
    },
  }
}

// RFC 9425 §4.4
const query: Method = async (call, args) => {
  const numbers = await open(call, args)
  const ids = found(numbers, args)
  const position = typeof args['position'] === 'number' ? args['position'] : 0
  return {
    response: {
      accountId: args['accountId'],
      queryState: writeState(numbers),
      canCalculateChanges: true,
      position,
      ids: position === 0 ? ids : [],
      ...(args['calculateTotal'] === true && { total: ids.length }),
    },
  }
}

// RFC 9425 §4.5
const queryChanges: Method = async (call, args) => {
  const now = await open(call, args)
  const before = readState(args['sinceQueryState'])
  const ids = found(now, args)
  const isMoved = writeState(before) !== writeState(now)
  return {
    response: {
      accountId: args['accountId'],
      oldQueryState: args['sinceQueryState'],
      newQueryState: writeState(now),
      ...(args['calculateTotal'] === true && { total: ids.length }),
      removed: isMoved && before.quota !== null ? [ID] : [],
      added: isMoved ? ids.map((id, index) => ({ id, index })) : [],
    },
  }
}

const SORTS = new Set(['name', 'used'])

function found(numbers: Numbers, { filter = null, sort = null }: Args): string[] {
  for (const one of Array.isArray(sort) ? sort : [])
    if (!SORTS.has(String((one as Args)['property'])))
      throw new Refused('unsupportedSort', 'quotas are sorted by name or used')
  return quotaOf(numbers)
    .filter(quota => filter === null || fits(quota, filter as Args))
    .map(({ id }) => id)
}

function fits(quota: Quota, filter: Args): boolean {
  if ('operator' in filter) {
    const each = (filter['conditions'] as Args[]).map(condition => fits(quota, condition))
    if (filter['operator'] === 'AND') return each.every(Boolean)
    return filter['operator'] === 'OR' ? each.some(Boolean) : !each.some(Boolean)
  }
  return Object.entries(filter).every(([name, value]) => fitsOne(quota, name, value))
}

function fitsOne({ name, scope, resourceType, types }: Quota, filter: string, value: unknown): boolean {
  switch (filter) {
    case 'name':
      return name.includes(String(value))
    case 'scope':
      return scope === value
    case 'resourceType':
      return resourceType === value
    case 'type':
      return types.includes(String(value))
    default:
      throw new Refused('unsupportedFilter', `quotas have no filter "${filter}"`)
  }
}

function readNames(value: unknown, at: string): readonly string[] | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value) && value.every(one => typeof one === 'string')) return value
  throw new Malformed('a list of texts is expected', at)
}

export const quotaMethods: Readonly<Record<string, MethodOf>> = {
  'Quota/get': { capability: QUOTA, run: get },
  'Quota/changes': { capability: QUOTA, run: changes },
  'Quota/query': { capability: QUOTA, run: query },
  'Quota/queryChanges': { capability: QUOTA, run: queryChanges },
}
