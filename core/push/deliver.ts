import { createHash } from 'node:crypto'
import webpush from 'web-push'
import { Refused } from '../../lib/errors.ts'
import type { AccountId, PrincipalId } from '../../lib/id.ts'
import { sql } from '../../store/sql.ts'
import { findActor } from '../access.ts'
import type { Actor } from '../actor.ts'
import type { House } from '../house.ts'
import { currentStates, type States } from '../states.ts'
import { PUSH } from '../types.ts'
import { enqueuePush, type Push, type Whose } from './enqueue.ts'
import { authorize } from './key.ts'
import { findQuiet, isQuiet, type Quiet } from './quiet.ts'
import { findQuietHours } from './quiet-hours.ts'
import { deleteSubscription, findSubscription, rememberTold, type Subscription } from './subscription.ts'

export const VERIFY_JOB = 'verifyPushSubscription'

/** Seconds that a push service keeps what it cannot deliver; the next change says it all again. */
const TTL_S = 86_400

/** RFC 8620 §7.2.2: nothing else is sent until the client has sent the code back. */
export async function verifySubscription(house: House, whose: Whose): Promise<void> {
  const found = await find(house, whose)
  if (!found || found.subscription.verified) return
  const { id, code } = found.subscription
  await post(house, found, {
    '@type': 'PushVerification',
    pushSubscriptionId: `ps${id}`,
    verificationCode: code,
  })
}

/**
 * Pushes the states that moved since the last push; a push that fails is retried by the queue. In the quiet hours of its
 * person nothing is, until they end.
 */
export async function pushStates(house: House, push: Push): Promise<void> {
  const found = await find(house, push)
  if (!found?.subscription.verified) return
  const { subscription, actor } = found
  const at = house.now()
  const hours = await findQuietHours(house.db, push.accountId)
  const quiet = hours && findQuiet(hours, at)
  if (isQuiet(quiet, at)) {
    if (quiet.until) await enqueuePush(house.db, house.jobs, { ...push, isLate: true }, quiet.until)
    return
  }
  const now = await statesFor(house, actor, subscription)
  const changed = difference(now, subscription.told)
  if (Object.keys(changed).length === 0) return
  const message = { '@type': 'StateChange', changed, ...(push.isLate && { isLate: true }) }
  await post(house, found, message, { ...headersOf(house, changed), ttl: String(ttlOf(at, quiet)) })
  await rememberTold(house.db, subscription, now)
}

export type Tried = 'taken' | 'gone' | 'failed'

/** Pushes what says nothing, so that a person sees that it arrives; what came of it is told. */
export async function tryPush(house: House, whose: Whose): Promise<Tried> {
  const found = await find(house, whose)
  if (!found?.subscription.verified) return 'gone'
  try {
    // RFC 8030 §5.3
    return await post(house, found, { '@type': 'PushTrial' }, { urgency: 'high' })
  } catch (error) {
    house.log.info('a push was tried in vain', { error })
    return 'failed'
  }
}

/** What a push service could hand on in quiet hours only, it drops. */
const ttlOf = (at: Date, quiet: Quiet | null): number =>
  quiet ? Math.min(TTL_S, Math.floor((quiet.from.getTime() - at.getTime()) / 1000)) : TTL_S

/** What a subscription would be told of now. */
export const statesFor = (
  house: House,
  actor: Actor,
  { types, accountIds }: Pick<Subscription, 'types' | 'accountIds'>,
): Promise<States> => currentStates(house, actor, types && new Set(types), accountIds && new Set(accountIds))

interface Found {
  readonly subscription: Subscription
  readonly actor: Actor
}

/** Whose subscription nobody can sign in for any more is dropped; where push is switched off, it waits. */
async function find(house: House, { accountId, id }: Whose): Promise<Found | null> {
  const subscription = await findSubscription(house.db, accountId, id)
  if (!subscription) return null
  const found = await actorOf(house, accountId)
  if (!found) await deleteSubscription(house.db, accountId, id)
  return found && house.registry.isOn(found.actor.organisationId, PUSH) ? { subscription, ...found } : null
}

async function actorOf(house: House, accountId: AccountId) {
  const row = await house.db.row<{ organisation: AccountId; principal: PrincipalId }>(sql`
    select organisation_id as organisation, principal_id as principal from account
    where account_id = ${accountId} and deleted_at is null`)
  return row && findActor(house.db, row.organisation, row.principal)
}

function difference(now: States, told: States): States {
  const moved = Object.entries(now).map(([account, states]) => {
    const changed = Object.entries(states).filter(([type, state]) => told[account]?.[type] !== state)
    return [account, Object.fromEntries(changed)] as const
  })
  return Object.fromEntries(moved.filter(([, states]) => Object.keys(states).length > 0))
}

/**
 * While a device is out of reach, one message takes the place of another that says the same of the same accounts; what
 * somebody waits for wakes it.
 */
// RFC 8030 §5.3, §5.4
function headersOf({ registry }: House, changed: States): Record<string, string> {
  const about = Object.entries(changed).map(([account, states]) => [account, ...Object.keys(states).sort()])
  const topic = createHash('sha256').update(JSON.stringify(about.sort())).digest('base64url').slice(0, 32)
  const types = new Set(Object.values(changed).flatMap(states => Object.keys(states)))
  const isUrgent = [...types].some(type => registry.pushTypes.get(type)?.isUrgent)
  return { topic, urgency: isUrgent ? 'high' : 'normal' }
}

async function post(
  house: House,
  { subscription: { url, keys, accountId, id }, actor }: Found,
  message: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<'taken' | 'gone'> {
  const text = JSON.stringify(message)
  const sealed = keys && webpush.encrypt(keys.p256dh, keys.auth, text, 'aes128gcm')
  const { status } = await house.outgoing.fetch(url, {
    method: 'POST',
    headers: {
      // RFC 8030 §5.2
      ttl: String(TTL_S),
      ...headers,
      authorization: await authorize(house, actor.organisationId, url),
      'content-type': sealed ? 'application/octet-stream' : 'application/json',
      // RFC 8188 §2
      ...(sealed && { 'content-encoding': 'aes128gcm' }),
    },
    body: sealed ? sealed.cipherText : text,
    maxBytes: 64 * 1024,
    maxRedirects: 0,
  })
  // RFC 8030 §7.3: the subscription is gone.
  if (status === 404 || status === 410) {
    await deleteSubscription(house.db, accountId, id)
    return 'gone'
  }
  if (status >= 300) throw new Refused('unavailable', `the push service answered ${status}`)
  return 'taken'
}
