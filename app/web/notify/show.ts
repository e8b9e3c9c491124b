import type { Ask, News, Notifier } from '../../../web/face/notify.ts'
import { world } from '../worker/world.ts'
import type { Kept } from './kept.ts'
import { words } from './words.ts'

/** Told of one by one; more become a single notification. */
const MOST = 3
/** That a notification remembers. */
const MOST_REMEMBERED = 50

/** What a notification remembers of what it tells. */
export interface Told {
  readonly module: string
  readonly news: readonly News[]
  readonly href: string
}

interface Options extends NotificationOptions {
  readonly renotify?: boolean
  readonly actions?: readonly { readonly action: string; readonly title: string }[]
  readonly data: Told | null
}

type How = Pick<Kept, 'language' | 'withContent'>

const show = (title: string, options: Options): Promise<void> =>
  world.registration.showNotification(title, { icon: '/icon-192.png', badge: '/icon-192.png', ...options })

/** Shows what is new beside what stands there and was not seen yet. */
export async function showNews(
  ask: Ask,
  notifier: Notifier,
  fresh: readonly News[],
  how: How & { readonly isSum: boolean },
): Promise<void> {
  if (fresh.length === 0) return
  const all = merge(fresh, await tidy(ask, notifier))
  if (how.withContent && all.length <= (how.isSum ? 1 : MOST)) {
    for (const { id, accountId } of fresh)
      await showOne(notifier, all.find(news => news.id === id && news.accountId === accountId)!, how)
    return
  }
  for (const notification of await listStanding(notifier)) notification.close()
  await showSum(notifier, all, how)
}

/** Takes away what was seen elsewhere since it was told of; gives what is left. */
export async function tidy(ask: Ask, notifier: Notifier): Promise<readonly News[]> {
  const standing = await listStanding(notifier)
  const told = standing.flatMap(({ data }) => (data as Told).news)
  const waiting = new Map<string, ReadonlySet<string>>()
  for (const [accountId, of] of Map.groupBy(told, news => news.accountId)) {
    const ids = of.flatMap(({ recordIds }) => recordIds)
    waiting.set(accountId, await notifier.waiting(ask, accountId, ids))
  }
  const left = ({ news }: Told): readonly News[] =>
    news.flatMap(one => {
      const recordIds = one.recordIds.filter(id => waiting.get(one.accountId)?.has(id))
      return recordIds.length > 0 ? [{ ...one, recordIds }] : []
    })
  for (const notification of standing) if (left(notification.data as Told).length === 0) notification.close()
  return standing.flatMap(({ data }) => left(data as Told))
}

async function listStanding({ module }: Notifier): Promise<readonly Notification[]> {
  const all = await world.registration.getNotifications()
  return all.filter(({ data }) => (data as Told | null)?.module === module)
}

/** A conversation of which more has come is told of once, with all that is new in it. */
function merge(fresh: readonly News[], standing: readonly News[]): readonly News[] {
  const known = new Map(fresh.map(news => [`${news.accountId} ${news.id}`, news]))
  for (const news of standing) {
    const key = `${news.accountId} ${news.id}`
    const newer = known.get(key)
    const recordIds = [...new Set([...(newer?.recordIds ?? []), ...news.recordIds])]
    known.set(key, { ...(newer ?? news), recordIds })
  }
  return [...known.values()].slice(0, MOST_REMEMBERED)
}

/** What was pressed did not come about: the notification, which is gone by then, says so and may be pressed again. */
export const showUndone = (notifier: Notifier, news: News, how: How): Promise<void> =>
  how.withContent
    ? showOne(notifier, news, how, `${words[how.language].undone}\n${news.text}`)
    : showSum(notifier, [news], how)

const showOne = (notifier: Notifier, news: News, { language }: How, body = news.text): Promise<void> =>
  show(news.title, {
    body,
    tag: `${notifier.module} ${news.accountId} ${news.id}`,
    renotify: true,
    lang: language,
    actions: news.verbs.map(action => ({ action, title: notifier.nameOf(action, language) })),
    data: { module: notifier.module, news: [news], href: news.href },
  })

function showSum(notifier: Notifier, all: readonly News[], { language, withContent }: How): Promise<void> {
  const count = all.reduce((sum, { recordIds }) => sum + recordIds.length, 0)
  return show(notifier.several(count, language), {
    body: withContent ? [...new Set(all.map(({ title }) => title))].join(', ') : '',
    tag: notifier.module,
    renotify: true,
    lang: language,
    data: { module: notifier.module, news: all, href: notifier.href },
  })
}

/** There is something, and it could not be looked at. */
export const showSomething = ({ language }: How, why: 'signIn' | 'look'): Promise<void> =>
  show(words[language].something, {
    body: words[language][why],
    tag: 'something',
    lang: language,
    data: null,
  })

export const showTrial = ({ language }: How): Promise<void> =>
  show(words[language].trial, {
    body: words[language].trialText,
    tag: 'trial',
    lang: language,
    data: null,
  })
