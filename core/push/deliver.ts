import webpush from 'web-push'
import { Refused } from '../../lib/errors.ts'
import type { AccountId, PrincipalId } from '../../lib/id.ts'
import { sql } from '../../store/sql.ts'
import { findActor } from '../access.ts'
import type { House } from '../house.ts'
import { currentStates, type States } from '../states.ts'
import { deleteSubscription, findSubscription, rememberTold, type Subscription } from './subscription.ts'

export const VERIFY_JOB = 'verifyPushSubscription'
export const PUSH_JOB = 'pushStates'

/** Seconds that a push service keeps what it cannot deliver; the next change says it all again. */
const TTL_S = 86_400

export interface Whose {
  readonly accountId: AccountId
  readonly id: number
}

/** RFC 8620 §7.2.2: nothing else is sent until the client has sent the code back. */
export async function verifySubscription(house: House, { accountId, id }: Whose): Promise<void> {
  const subscription = await findSubscription(house.db, accountId, id)
  if (!subscription || subscription.verified) return
  const body = {
    '@type': 'PushVerification',
    pushSubscriptionId: `ps${id}`,
    verificationCode: subscription.code,
  }
  await post(house, subscription, body)
}

/** Pushes the states that moved since the last push; a push that fails is retried by the queue. */
export async function pushStates(house: House, { accountId, id }: Whose): Promise<void> {
  const subscription = await findSubscription(house.db, accountId, id)
  if (!subscription?.verified) return
  const actor = await actorOf(house, accountId)
  if (!actor) return void (await deleteSubscription(house.db, accountId, id))
  const now = await currentStates(house, actor, subscription.types && new Set(subscription.types))
  const changed = difference(now, subscription.told)
  if (Object.keys(changed).length === 0) return
  await post(house, subscription, { '@type': 'StateChange', changed })
  await rememberTold(house.db, subscription, now)
}

async function actorOf(house: House, accountId: AccountId) {
  const row = await house.db.row<{ organisation: AccountId; principal: PrincipalId }>(sql`
    select organisation_id as organisation, principal_id as principal from account
    where account_id = ${accountId} and deleted_at is null`)
  return row && ((await findActor(house.db, row.organisation, row.principal))?.actor ?? null)
}

function difference(now: States, told: States): States {
  const moved = Object.entries(now).map(([account, states]) => {
    const changed = Object.entries(states).filter(([type, state]) => told[account]?.[type] !== state)
    return [account, Object.fromEntries(changed)] as const
  })
  return Object.fromEntries(moved.filter(([, states]) => Object.keys(states).length > 0))
}

async function post(house: House, subscription: Subscription, message: object): Promise<void> {
  const { url, keys, accountId, id } = subscription
  const text = JSON.stringify(message)
  const sealed = keys && webpush.encrypt(keys.p256dh, keys.auth, text, 'aes128gcm')
  const { status } = await house.outgoing.fetch(url, {
    method: 'POST',
    headers: {
      'content-type': sealed ? 'application/octet-stream' : 'application/json',
      // RFC 8030 §5.2
      ttl: String(TTL_S),
      // RFC 8188 §2
      ...(sealed && { 'content-encoding': 'aes128gcm' }),
    },
    body: sealed ? sealed.cipherText : text,
    maxBytes: 64 * 1024,
    maxRedirects: 0,
  })
  // RFC 8030 §7.3: the subscription is gone.
  if (status === 404 || status === 410) await deleteSubscription(house.db, accountId, id)
  else if (status >= 300) throw new Refused('unavailable', `the push service answered ${status}`)
}
