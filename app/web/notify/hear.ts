import type { Mark, Notifier } from '../../../web/face/notify.ts'
import { listPages, TIDY, world } from '../worker/world.ts'
import { alone } from './alone.ts'
import { ask, SignedOut } from './ask.ts'
import { changeKept, type Kept, markKey, readKept } from './kept.ts'
import { notifiers } from './notifiers.ts'
import { showNews, showSomething, showTrial, showUndone, type Told, tidy } from './show.ts'
import { renew, unsubscribe } from './subscription.ts'

// What is pushed says only that something moved, and where. What it is is asked of the server, as the person, and shown
// when no page of ours is in sight.

/** What core/push/deliver.ts pushes. */
type Message =
  | {
      readonly '@type': 'PushVerification'
      readonly pushSubscriptionId: string
      readonly verificationCode: string
    }
  | Change
  | { readonly '@type': 'PushTrial' }

interface Change {
  readonly '@type': 'StateChange'
  readonly changed: Readonly<Record<string, object>>
  /** It came in quiet hours, which have just ended. */
  readonly isLate?: boolean
}

export function hearNews(): void {
  world.addEventListener('push', event =>
    event.waitUntil(inTurn(() => hear(event.data?.json() as Message | undefined))),
  )
  world.addEventListener('notificationclick', event => {
    event.notification.close()
    event.waitUntil(follow(event.action, event.notification.data as Told | null))
  })
  world.addEventListener('message', event => {
    if (event.data === TIDY) event.waitUntil(inTurn(tidyAll))
  })
  world.addEventListener('pushsubscriptionchange', event => event.waitUntil(inTurn(keepOn)))
}

/** Out of reach, what stands there stays. */
async function tidyAll(): Promise<void> {
  for (const notifier of notifiers) await tidy(ask, notifier).catch(() => undefined)
}

let last: Promise<unknown> = Promise.resolve()

/** Two that come at once would both find the same to be new. */
function inTurn(work: () => Promise<unknown>): Promise<unknown> {
  last = last.then(work, work)
  return last
}

async function hear(message: Message | undefined): Promise<void> {
  if (!message) return
  if (message['@type'] === 'PushVerification') return prove(message)
  const kept = await readKept()
  // Whoever was here has signed out.
  if (!kept) return unsubscribe(world.registration)
  if (message['@type'] === 'PushTrial') return showTrial(kept)
  try {
    await tell(message, kept)
  } catch (error) {
    if (!(error instanceof SignedOut)) return showSomething(kept, 'look')
    await unsubscribe(world.registration)
    await showSomething(kept, 'signIn')
  }
}

// RFC 8620 §7.2.2
async function prove({
  pushSubscriptionId,
  verificationCode,
}: Extract<Message, { '@type': 'PushVerification' }>): Promise<void> {
  const update = { [pushSubscriptionId]: { verificationCode } }
  await ask([], [['PushSubscription/set', { update }, 'set']])
}

async function tell({ changed, isLate = false }: Change, kept: Kept): Promise<void> {
  const isInSight = (await listPages()).some(page => page.visibilityState === 'visible')
  for (const notifier of notifiers) {
    const accountIds = Object.keys(changed).filter(
      id => notifier.type in changed[id]! && kept.accountIds.includes(id),
    )
    const looked = await lookIn(notifier, accountIds, kept)
    if (!isInSight) await showNews(ask, notifier, looked, { ...kept, isSum: isLate })
  }
}

/** What is new in these accounts; from now on it is not. */
async function lookIn(notifier: Notifier, accountIds: readonly string[], kept: Kept) {
  const marks: Record<string, Mark> = {}
  const looked = []
  for (const accountId of accountIds) {
    const key = markKey(notifier, accountId)
    const { news, mark, waiting } = await notifier.look(
      ask,
      accountId,
      kept.marks[key] ?? null,
      kept.language,
    )
    marks[key] = mark
    looked.push(...news)
    // An icon that bears no number is no reason to tell of nothing.
    if (accountId === kept.accountId) await navigator.setAppBadge?.(waiting).catch(() => undefined)
  }
  await changeKept(now => ({ ...now, marks: { ...now.marks, ...marks } }))
  return looked
}

/** Does what was pressed, or goes to what was told of, in a page that is open already or in another. */
async function follow(verb: string, told: Told | null): Promise<void> {
  const notifier = notifiers.find(({ module }) => module === told?.module)
  const [news] = told?.news ?? []
  const kept = await readKept()
  if (verb === '' || !notifier || !news || !kept) return open(told?.href ?? '/')
  try {
    await notifier.act(ask, verb, news)
  } catch (error) {
    if (!(error instanceof SignedOut)) return showUndone(notifier, news, kept)
    await unsubscribe(world.registration)
    return showSomething(kept, 'signIn')
  }
  // What stands on the icon is put right when the next news comes, or the app is opened, at the latest.
  if (news.accountId === kept.accountId) await count(notifier, kept).catch(() => undefined)
}

async function count(notifier: Notifier, { accountId, language }: Kept): Promise<void> {
  const { waiting } = await notifier.look(ask, accountId, null, language)
  await navigator.setAppBadge?.(waiting)
}

async function open(href: string): Promise<void> {
  const pages = await listPages()
  const page = pages.find(({ visibilityState }) => visibilityState === 'visible') ?? pages[0]
  if (!page) return void (await world.clients.openWindow(href))
  page.postMessage({ href })
  await page.focus()
}

const keepOn = (): Promise<void> =>
  alone(async () => {
    const kept = await readKept()
    if (kept) await renew(world.registration, kept)
  })
