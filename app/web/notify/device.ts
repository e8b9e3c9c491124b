import { BASTIDE_PUSH, WEBPUSH_VAPID } from '../../../core/types.ts'
import type { Mark } from '../../../web/face/notify.ts'
import { currentLanguage } from '../../../web/i18n/index.ts'
import type { Session } from '../../../wire/jmap/session.ts'
import { alone } from './alone.ts'
import { ask, NotDone } from './ask.ts'
import { changeKept, type Kept, markKey, readKept, writeKept } from './kept.ts'
import { notifiers } from './notifiers.ts'
import { chooseAccounts, renew, subscribe, subscribeAgain, unsubscribe } from './subscription.ts'

// What a page does about this device's being told of news.

/** Why it cannot be told: plain HTTP, an iPhone on which the app is not installed, a browser that knows no push. */
export type Lack = 'insecure' | 'install' | 'browser'

export function findLack(): Lack | null {
  if (!isSecureContext) return 'insecure'
  if ('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) return null
  return 'standalone' in navigator ? 'install' : 'browser'
}

/** The worker that tells; none while developing. */
async function findRegistration(): Promise<ServiceWorkerRegistration | null> {
  if (findLack() !== null || !(await navigator.serviceWorker.getRegistration('/'))) return null
  return navigator.serviceWorker.ready
}

/** What the browser must know the server by; undefined where the organisation wants no pushes. */
export function keyOf({ capabilities }: Session): string | undefined {
  const key = capabilities[WEBPUSH_VAPID]?.['applicationServerKey']
  return typeof key === 'string' ? key : undefined
}

/** The own account, and with `withShared` those of others that can be told of. */
export function accountsToTell({ accounts }: Session, own: string, withShared: boolean): readonly string[] {
  const others = Object.entries(accounts).filter(
    ([id, account]) => id !== own && notifiers.some(({ covers }) => covers(account)),
  )
  return withShared ? [own, ...others.map(([id]) => id)] : [own]
}

/** This device's own name among those of a person. */
const nameDevice = (): string => `${crypto.randomUUID()} ${navigator.userAgent}`.slice(0, 255)

/** After the browser's own question has been answered with yes. */
export async function turnOn(accountId: string, key: string): Promise<Kept> {
  const registration = await findRegistration()
  if (!registration) throw new Error('there is no worker')
  const wished = {
    accountId,
    accountIds: [accountId],
    device: nameDevice(),
    key,
    language: currentLanguage(),
    withContent: true,
    withShared: false,
    marks: await readMarks([accountId]),
  }
  return alone(async () => {
    const kept = { ...wished, subscriptionId: await subscribe(registration, wished) }
    await writeKept(kept)
    return kept
  })
}

/** From now on: what lies there already is no news. */
async function readMarks(accountIds: readonly string[]): Promise<Readonly<Record<string, Mark>>> {
  const marks: Record<string, Mark> = {}
  for (const notifier of notifiers)
    for (const accountId of accountIds) {
      const { mark } = await notifier.look(ask, accountId, null, currentLanguage())
      marks[markKey(notifier, accountId)] = mark
    }
  return marks
}

/** What a start of this page was about to renew is turned off too. */
export async function turnOff(): Promise<void> {
  const registration = await findRegistration()
  if (registration) await alone(() => unsubscribe(registration))
}

export async function chooseShared(session: Session, kept: Kept, withShared: boolean): Promise<void> {
  const accountIds = accountsToTell(session, kept.accountId, withShared)
  const marks = await readMarks(accountIds.filter(id => id !== kept.accountId))
  await chooseAccounts(kept, accountIds)
  await changeKept(now => ({ ...now, withShared, marks: { ...now.marks, ...marks } }))
}

export type Tried = 'taken' | 'gone' | 'failed' | 'unreached'

/** What came of the push that was asked for. */
export async function tryOut({ subscriptionId: id }: Kept): Promise<Tried> {
  try {
    const [answer] = await ask([BASTIDE_PUSH], [['PushSubscription/try', { id }, 'try']])
    return answer?.['outcome'] as Tried
  } catch (error) {
    // It knows no such subscription.
    return error instanceof NotDone ? 'gone' : 'unreached'
  }
}

/**
 * At each start: a subscription lives for a month, and browsers drop theirs when they please. What another person left
 * on this device is taken away.
 */
export const keepUp = (session: Session, accountId: string): Promise<void> =>
  alone(() => keepUpAlone(session, accountId))

async function keepUpAlone(session: Session, accountId: string): Promise<void> {
  const registration = await findRegistration()
  if (!registration || Notification.permission !== 'granted') return
  const kept = await readKept()
  if (!kept) return
  const key = keyOf(session)
  if (kept.accountId !== accountId) return unsubscribe(registration)
  if (key === undefined) return
  if (kept.key === key) await renew(registration, kept)
  else await subscribeAgain(registration, { ...kept, key })
  const now = await readKept()
  const accountIds = accountsToTell(session, accountId, kept.withShared)
  if (now && accountIds.join() !== now.accountIds.join()) await chooseAccounts(now, accountIds)
}
