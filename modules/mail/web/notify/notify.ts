import type { Answered, Ask, Looked, Mark, News, Notifier } from '../../../../web/face/notify.ts'
import type { Language } from '../../../../web/i18n/language.ts'
import { BASTIDE_MAIL, MAIL } from '../../types/capability.ts'
import type { Email } from '../../types/email.ts'
import type { Mailbox } from '../../types/mailbox.ts'
import { EMAIL_ARRIVAL } from '../../types/push.ts'
import { INBOX, writeMailAddress } from '../address.ts'
import { words } from './words.ts'

const USING = ['urn:ietf:params:jmap:core', MAIL, BASTIDE_MAIL]

/** Looked at, of the inbox; more than these at once are told of as these. */
const MOST = 50

const PROPERTIES = ['threadId', 'from', 'subject', 'preview', 'keywords', 'listedAt'] as const
type Arrived = Pick<Email, (typeof PROPERTIES)[number]> & { readonly id: string }

/** Tells of what came into the inbox, or back into it, and was not read. */
export const mailNotifier: Notifier = {
  module: 'mail',
  type: EMAIL_ARRIVAL,
  href: writeMailAddress({ place: INBOX }),
  covers: ({ accountCapabilities }) => accountCapabilities[BASTIDE_MAIL]?.['isWhole'] === true,
  look,
  waiting: findUnread,
  several: (count, language) => (count === 1 ? words[language].one : words[language].several(count)),
  nameOf: (verb, language) => (verb === 'archive' ? words[language].archive : words[language].read),
  act: (ask, verb, news) => (verb === 'archive' ? archive(ask, news) : markRead(ask, news)),
}

async function look(ask: Ask, accountId: string, since: Mark | null, language: Language): Promise<Looked> {
  const boxes = await readBoxes(ask, accountId)
  const inbox = boxes.find(({ role }) => role === INBOX)
  if (!inbox) return { news: [], mark: since ?? { at: '', ids: [] }, waiting: 0 }
  const [, got] = await ask(USING, [
    [
      'Email/query',
      {
        accountId,
        filter: { inMailbox: inbox.id },
        sort: [{ property: 'listedAt', isAscending: false }],
        limit: MOST,
      },
      'newest',
    ],
    [
      'Email/get',
      { accountId, '#ids': pathOf('newest', 'Email/query', '/ids'), properties: PROPERTIES },
      'get',
    ],
  ])
  // RFC 8620 §5.1: in whatever order.
  const newest = listOf<Arrived>(got).toSorted((a, b) => compare(b.listedAt, a.listedAt))
  const fresh = since ? newest.filter(email => isFresh(email, since)) : []
  const threads = Map.groupBy(fresh, email => email.threadId)
  const verbs = boxes.some(({ role }) => role === 'archive') ? ['archive', 'read'] : ['read']
  return {
    news: Array.from(threads.values(), emails => newsOf(accountId, emails, verbs, language)),
    mark: markOf(newest, since),
    waiting: inbox.unreadThreads,
  }
}

type Box = Pick<Mailbox, 'role' | 'unreadThreads'> & { readonly id: string }

async function readBoxes(ask: Ask, accountId: string): Promise<readonly Box[]> {
  const properties = ['role', 'unreadThreads']
  const [got] = await ask(USING, [['Mailbox/get', { accountId, ids: null, properties }, 'boxes']])
  return listOf<Box>(got)
}

function isFresh({ id, listedAt, keywords }: Arrived, { at, ids }: Mark): boolean {
  const isSince = listedAt > at || (listedAt === at && !ids.includes(id))
  return isSince && !keywords['$seen'] && !keywords['$draft']
}

function markOf(newest: readonly Arrived[], since: Mark | null): Mark {
  const at = newest[0]?.listedAt ?? ''
  if (since && at < since.at) return since
  const ids = newest.filter(email => email.listedAt === at).map(({ id }) => id)
  return { at, ids: since && at === since.at ? [...new Set([...since.ids, ...ids])] : ids }
}

/** A conversation by its newest message, and by all who wrote in it. */
function newsOf(
  accountId: string,
  emails: readonly Arrived[],
  verbs: readonly string[],
  language: Language,
): News {
  const [{ threadId, subject, preview }] = emails as [Arrived, ...Arrived[]]
  const writers = emails.map(({ from }) => from?.[0]?.name || from?.[0]?.email || words[language].noSender)
  return {
    id: threadId,
    accountId,
    title: [...new Set(writers)].join(', '),
    text: [subject || words[language].noSubject, preview].filter(Boolean).join('\n'),
    href: writeMailAddress({ accountId, place: INBOX, threadId }),
    recordIds: emails.map(({ id }) => id),
    verbs,
  }
}

async function findUnread(ask: Ask, accountId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const [got] = await ask(USING, [['Email/get', { accountId, ids, properties: ['keywords'] }, 'get']])
  const found = listOf<Pick<Arrived, 'id' | 'keywords'>>(got)
  return new Set(found.filter(({ keywords }) => !keywords['$seen']).map(({ id }) => id))
}

async function markRead(ask: Ask, { accountId, recordIds }: News): Promise<void> {
  const update = Object.fromEntries(recordIds.map(id => [id, { 'keywords/$seen': true }]))
  await ask(USING, [['Email/set', { accountId, update }, 'read']])
}

/** The conversation as a whole, as the app does it: whatever of it lies in the inbox. */
async function archive(ask: Ask, { accountId, id }: News): Promise<void> {
  const boxes = await readBoxes(ask, accountId)
  const idOf = (role: Box['role']) => boxes.find(box => box.role === role)?.id
  const [from, to] = [idOf(INBOX), idOf('archive')]
  if (!from || !to) return
  const [, got] = await ask(USING, [
    ['Thread/get', { accountId, ids: [id] }, 'thread'],
    [
      'Email/get',
      { accountId, '#ids': pathOf('thread', 'Thread/get', '/list/*/emailIds'), properties: ['mailboxIds'] },
      'emails',
    ],
  ])
  const there = listOf<Pick<Email, 'mailboxIds'> & { id: string }>(got).filter(
    email => email.mailboxIds[from],
  )
  const patch = { [`mailboxIds/${from}`]: null, [`mailboxIds/${to}`]: true }
  const update = Object.fromEntries(there.map(email => [email.id, patch]))
  if (there.length > 0) await ask(USING, [['Email/set', { accountId, update }, 'archive']])
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))

// RFC 8620 §3.7
const pathOf = (resultOf: string, name: string, path: string) => ({ resultOf, name, path })

const listOf = <R>(answer: Answered | undefined): readonly R[] => (answer?.['list'] ?? []) as readonly R[]
