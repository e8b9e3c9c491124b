import { Malformed, Refused } from '../../lib/errors.ts'
import { type AccountId, readAccountId, writeAccountId } from '../../lib/id.ts'
import type { Call, Method, MethodOf } from '../module.ts'
import { BASTIDE_PUSH, PUSH } from '../types.ts'
import { statesFor, tryPush, VERIFY_JOB } from './deliver.ts'
import {
  createSubscription,
  findSubscription,
  isRemoved,
  listSubscriptions,
  MAX_SUBSCRIPTIONS,
  type NewSubscription,
  type PushKeys,
  removeSubscription,
  SUBSCRIPTION_DAYS,
  type Subscription,
  updateSubscription,
} from './subscription.ts'

type Args = Readonly<Record<string, unknown>>

const JMAP_CORE = 'urn:ietf:params:jmap:core'
const PREFIX = 'ps'
const MAX_URL = 2000
/** A person has fewer devices than that. */
const MAX_CHANGES = 2 * MAX_SUBSCRIPTIONS
const DAY_MS = 86_400_000

/** What a client may read again; where it is pushed to, and with which keys, is told to nobody. */
// RFC 8620 §7.2.1
const READABLE = ['id', 'deviceClientId', 'verificationCode', 'expires', 'types'] as const

const get: Method = async ({ house, actor, using }, args) => {
  const readable: readonly string[] = using.has(BASTIDE_PUSH) ? [...READABLE, 'accountIds'] : READABLE
  const wanted = args['properties'] ?? readable
  if (!Array.isArray(wanted)) throw new Malformed('a list of properties is expected', 'properties')
  // RFC 8620 §7.2.1
  if (wanted.some(name => name === 'url' || name === 'keys'))
    throw new Refused('forbidden', 'url and keys cannot be read')
  const unknown = wanted.find(name => !readable.includes(name))
  if (unknown !== undefined) throw new Malformed(`no property "${unknown}"`, 'properties')
  const all = (await listSubscriptions(house.db, actor.accountId)).map(one => write(one, wanted))
  const { ids = null } = args
  if (ids === null) return { response: { list: all, notFound: [] } }
  if (!Array.isArray(ids)) throw new Malformed('a list of ids is expected', 'ids')
  const list = all.filter(one => ids.includes(one['id']))
  return { response: { list, notFound: ids.filter(id => !list.some(one => one['id'] === id)) } }
}

function write(one: Subscription, wanted: readonly string[]): Record<string, unknown> {
  const whole: Record<string, unknown> = {
    deviceClientId: one.deviceClientId,
    verificationCode: one.verified ? one.code : null,
    expires: wire(one.expiresAt),
    types: one.types,
    accountIds: one.accountIds?.map(writeAccountId) ?? null,
  }
  return {
    id: `${PREFIX}${one.id}`,
    ...Object.fromEntries(Object.entries(whole).filter(([name]) => wanted.includes(name))),
  }
}

const wire = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

// RFC 8620 §7.2.2
const set: Method = async (call, args) => {
  const [made, patched] = [entries(args['create']), entries(args['update'])]
  const doomed = readDoomed(args['destroy'])
  if (made.length + patched.length + doomed.length > MAX_CHANGES)
    throw new Refused('tooMany', `at most ${MAX_CHANGES} changes in one request`)
  const created = await each(made, ([, given]) => create(call, given))
  const updated = await each(patched, ([id, patch]) => update(call, id, patch))
  const destroyed = await each(
    doomed.map(id => [id, {}]),
    ([id]) => destroy(call, id),
  )
  const gone = Object.keys(destroyed.done)
  return {
    response: {
      created: orNull(created.done),
      updated: orNull(updated.done),
      destroyed: gone.length ? gone : null,
      notCreated: orNull(created.refused),
      notUpdated: orNull(updated.refused),
      notDestroyed: orNull(destroyed.refused),
    },
  }
}

const orNull = (map: object) => (Object.keys(map).length ? map : null)

function entries(map: unknown): [string, Args][] {
  if (map === undefined || map === null) return []
  const found = isObject(map) ? Object.entries(map) : []
  if (!isObject(map) || !found.every((entry): entry is [string, Args] => isObject(entry[1])))
    throw new Malformed('an object is expected')
  return found
}

const isObject = (value: unknown): value is Args =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readDoomed(ids: unknown): string[] {
  if (ids === undefined || ids === null) return []
  if (!Array.isArray(ids) || !ids.every(id => typeof id === 'string'))
    throw new Malformed('a list of ids is expected', 'destroy')
  return ids
}

async function each(all: readonly [string, Args][], work: (entry: [string, Args]) => Promise<object | null>) {
  const done: Record<string, object | null> = {}
  const refused: Record<string, object> = {}
  for (const entry of all)
    try {
      done[entry[0]] = await work(entry)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const type = error.code === 'notFound' || error.code === 'invalidProperties' ? error.code : 'forbidden'
      refused[entry[0]] = { type, description: error.message, ...error.details }
    }
  return { done, refused }
}

async function create({ house, actor }: Call, given: Args): Promise<object> {
  if (!house.registry.isOn(actor.organisationId, PUSH))
    throw new Refused('forbidden', 'the organisation has switched this off')
  const made = readNew(given, house.now())
  const told = await statesFor(house, actor, made)
  const id = await house.db.write(async tx => {
    const sessionId = actor.sessionId ?? null
    const id = await createSubscription(tx, actor.accountId, { ...made, told, sessionId })
    await house.jobs.enqueue(tx, VERIFY_JOB, { accountId: actor.accountId, id }, { maxAttempts: 8 })
    return id
  })
  return { id: `${PREFIX}${id}`, expires: wire(made.expiresAt), keys: null }
}

const CHANGEABLE = new Set(['verificationCode', 'expires', 'types', 'accountIds'])

async function update({ house, actor }: Call, wireId: string, patch: Args): Promise<object | null> {
  const id = numberOf(wireId)
  const before = await findSubscription(house.db, actor.accountId, id)
  if (!before && (await isRemoved(house.db, actor.accountId, id)))
    throw new Refused('forbidden', 'its person took it away')
  if (!before) throw new Refused('notFound', 'there is no such subscription')
  const fixed = Object.keys(patch).find(name => !CHANGEABLE.has(name))
  if (fixed !== undefined) throw invalid(fixed, 'it cannot be changed')
  if ('verificationCode' in patch && patch['verificationCode'] !== before.code)
    throw invalid('verificationCode', 'it is not the code that was sent')
  const expiresAt = 'expires' in patch ? readExpires(patch['expires'], house.now()) : before.expiresAt
  await house.db.write(tx =>
    updateSubscription(tx, actor.accountId, before.id, {
      types: 'types' in patch ? readTypes(patch['types']) : before.types,
      accountIds: 'accountIds' in patch ? readAccounts(patch['accountIds']) : before.accountIds,
      expiresAt,
      verified: before.verified || 'verificationCode' in patch,
    }),
  )
  return 'expires' in patch ? { expires: wire(expiresAt) } : null
}

async function destroy({ house, actor }: Call, id: string): Promise<null> {
  const isGone = await house.db.write(tx => removeSubscription(tx, actor.accountId, numberOf(id)))
  if (!isGone) throw new Refused('notFound', 'there is no such subscription')
  return null
}

const numberOf = (id: string): number => (/^ps[1-9]\d{0,14}$/.test(id) ? Number(id.slice(PREFIX.length)) : 0)

const invalid = (property: string, why: string): Refused =>
  new Refused('invalidProperties', `${property}: ${why}`, { properties: [property] })

const KNOWN = new Set(['deviceClientId', 'url', 'keys', ...CHANGEABLE])

function readNew(given: Args, now: Date): Omit<NewSubscription, 'told' | 'sessionId'> {
  const { deviceClientId, url, keys = null, verificationCode = null } = given
  const { expires = null, types = null, accountIds = null } = given
  const unknown = Object.keys(given).find(name => !KNOWN.has(name))
  if (unknown !== undefined) throw invalid(unknown, 'no such property')
  if (!isWord(deviceClientId) || deviceClientId === '' || deviceClientId.length > 255)
    throw invalid('deviceClientId', 'a name of at most 255 characters is expected')
  // RFC 8620 §7.2
  if (
    typeof url !== 'string' ||
    url.length > MAX_URL ||
    !URL.canParse(url) ||
    new URL(url).protocol !== 'https:'
  )
    throw invalid('url', 'an address that begins with https:// is expected')
  if (verificationCode !== null) throw invalid('verificationCode', 'it is sent to the address first')
  return {
    deviceClientId,
    url,
    keys: readKeys(keys),
    types: readTypes(types),
    accountIds: readAccounts(accountIds),
    expiresAt: readExpires(expires, now),
  }
}

function readKeys(keys: unknown): PushKeys | null {
  if (keys === null) return null
  const { p256dh, auth } = (typeof keys === 'object' ? keys : {}) as Partial<Record<keyof PushKeys, unknown>>
  const isKey = (key: unknown, bytes: number): key is string =>
    typeof key === 'string' && Buffer.from(key, 'base64url').length === bytes
  // RFC 8291 §2
  if (!isKey(p256dh, 65) || !isKey(auth, 16))
    throw invalid('keys', 'p256dh and auth are expected, in base64url')
  return { p256dh, auth }
}

const MAX_NAMES = 200

/** A text that the database bears. */
const isWord = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0')

function readTypes(types: unknown): readonly string[] | null {
  if (types === null) return null
  if (!Array.isArray(types) || types.length > MAX_NAMES || !types.every(isWord))
    throw invalid('types', 'a list of types is expected')
  return types
}

/** Any that exist or not: what is told is of those that its owner sees. */
function readAccounts(ids: unknown): readonly AccountId[] | null {
  if (ids === null) return null
  const read = Array.isArray(ids) && ids.length <= MAX_NAMES ? ids.map(id => readAccountId(String(id))) : []
  const known = read.filter(id => id !== null)
  if (known.length === 0 || known.length < read.length)
    throw invalid('accountIds', 'a list of accounts is expected')
  return known
}

/** The server may bring the end nearer, never put it off. */
function readExpires(expires: unknown, now: Date): Date {
  const last = now.getTime() + SUBSCRIPTION_DAYS * DAY_MS
  if (expires === null) return new Date(last)
  const wished = typeof expires === 'string' ? Date.parse(expires) : Number.NaN
  if (!(wished > 0)) throw invalid('expires', 'a UTCDate is expected')
  return new Date(Math.min(wished, last))
}

/** Sends what says nothing to a device of the actor's, at once, and tells what the push service made of it. */
const attempt: Method = async ({ house, actor }, { id }) => {
  const subscription = await findSubscription(house.db, actor.accountId, numberOf(String(id)))
  if (!subscription) throw new Malformed('there is no such subscription', 'id')
  return { response: { id, outcome: await tryPush(house, subscription) } }
}

export const pushMethods: Readonly<Record<string, MethodOf>> = {
  'PushSubscription/get': { capability: JMAP_CORE, run: get },
  'PushSubscription/set': { capability: JMAP_CORE, run: set },
  'PushSubscription/try': { capability: BASTIDE_PUSH, run: attempt },
}
