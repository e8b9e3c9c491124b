import { BASTIDE_PUSH } from '../../../core/types.ts'
import { ask } from './ask.ts'
import { changeKept, dropKept, type Kept, readKept } from './kept.ts'
import { notifiers } from './notifiers.ts'

// The browser's subscription, and what the server knows of it. Pages make and end it; the worker makes another when the
// browser has changed its own.

type Wished = Pick<Kept, 'accountIds' | 'device' | 'key'>

/** The server would not have it: the organisation does not want this, or there are too many. */
export class NotTaken extends Error {}

/** Subscribes, and tells the server where; it then pushes a code, which the worker sends back. */
export async function subscribe(
  { pushManager }: ServiceWorkerRegistration,
  wished: Wished,
  former: string | null = null,
): Promise<string> {
  const { endpoint, keys } = (await subscribed(pushManager, wished.key)).toJSON()
  const here = {
    deviceClientId: wished.device,
    url: endpoint,
    keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] },
    types: notifiers.map(({ type }) => type),
    accountIds: wished.accountIds,
  }
  const args = { create: { here }, ...(former !== null && { destroy: [former] }) }
  const [answer] = await ask([BASTIDE_PUSH], [['PushSubscription/set', args, 'set']])
  const { created } = answer as { created: { here?: { id: string } } | null }
  if (!created?.here) throw new NotTaken()
  return created.here.id
}

/** What the browser has already, if it is for this key. */
async function subscribed(manager: PushManager, key: string): Promise<PushSubscription> {
  const found = await manager.getSubscription()
  if (found && writeKey(found.options.applicationServerKey) === key) return found
  await found?.unsubscribe()
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

const writeKey = (key: ArrayBuffer | null): string =>
  btoa(String.fromCharCode(...new Uint8Array(key ?? new ArrayBuffer())))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Makes another in the place of what has ended, for the same person. */
export async function subscribeAgain(registration: ServiceWorkerRegistration, kept: Kept): Promise<void> {
  const subscriptionId = await subscribe(registration, kept, kept.subscriptionId)
  await changeKept(now => ({ ...now, key: kept.key, subscriptionId }))
}

/** Which accounts are told of is for the server to know: it pushes no more than that. */
export async function chooseAccounts(kept: Kept, accountIds: readonly string[]): Promise<void> {
  const update = { [kept.subscriptionId]: { accountIds } }
  await ask([BASTIDE_PUSH], [['PushSubscription/set', { update }, 'set']])
  await changeKept(now => ({ ...now, accountIds }))
}

/**
 * What the server still knows of it; put off to the latest that the server allows. `gone`: the push service knows the
 * device no more, or it was not seen for long. `removed`: its person wants it told of nothing.
 */
export async function prolong({
  subscriptionId: id,
}: Kept): Promise<'stands' | 'unproven' | 'gone' | 'removed'> {
  const update = { [id]: { expires: null } }
  const [set, got] = await ask(
    [],
    [
      ['PushSubscription/set', { update }, 'set'],
      ['PushSubscription/get', { ids: [id] }, 'get'],
    ],
  )
  const { notUpdated } = set as { notUpdated: Readonly<Record<string, { type: string }>> | null }
  if (notUpdated?.[id]?.type === 'forbidden') return 'removed'
  const [found] = (got?.['list'] ?? []) as { verificationCode: string | null }[]
  return !found ? 'gone' : found.verificationCode === null ? 'unproven' : 'stands'
}

/**
 * Looks whether the device is still told of news, and puts right what is not. A browser does not always hear that its
 * push service has dropped it: what the server was told is gone is asked for anew.
 */
export async function renew(registration: ServiceWorkerRegistration, kept: Kept): Promise<void> {
  const state = await prolong(kept)
  if (state === 'removed') return unsubscribe(registration)
  const found = await registration.pushManager.getSubscription()
  if (state === 'gone') await found?.unsubscribe()
  if (!found || state !== 'stands') await subscribeAgain(registration, kept)
}

/** The device is told of nothing any more, and nothing of it stays here; where the server is out of reach, it finds out. */
export async function unsubscribe(registration: ServiceWorkerRegistration): Promise<void> {
  const kept = await readKept()
  if (kept) {
    const destroy = [kept.subscriptionId]
    await ask([], [['PushSubscription/set', { destroy }, 'set']]).catch(() => undefined)
  }
  await (await registration.pushManager.getSubscription())?.unsubscribe()
  for (const notification of await registration.getNotifications()) notification.close()
  await navigator.clearAppBadge?.().catch(() => undefined)
  await dropKept()
}
