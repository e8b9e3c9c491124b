import { routeTo } from '../../../web/face/route.ts'

/**
 * Where one is in the mail: `/mail/inbox/t12`, `/mail/m7`, `/mail/label:urgent`, `/mail/search?q=…`,
 * `/mail/a5/inbox` in somebody else's account, and `/mail/all/inbox/a5.t12` over all boxes that one may read.
 */
export interface MailAddress {
  /** Null in one's own account; `ALL` over all of them. */
  readonly accountId: string | null
  /** A role, the id of a mailbox, `flagged`, `label:…` or `search`. */
  readonly place: string
  /** Over all accounts, with the account in which it is. */
  readonly threadId: string | null
}

export const MAIL_PATH = '/mail'
export const INBOX = 'inbox'
export const FLAGGED = 'flagged'
export const SEARCH = 'search'
export const ALL = 'all'
const LABEL = 'label:'

const ACCOUNT_ID = /^a\d+$/

export function readMailAddress(path: string, ownAccountId: string): MailAddress {
  const parts = path.split('/').slice(2).filter(Boolean).map(decode)
  const [first = ''] = parts
  const named = first === ALL || ACCOUNT_ID.test(first) ? parts.shift()! : null
  const [place = INBOX, threadId = null] = parts
  return { accountId: named === ownAccountId ? null : named, place, threadId }
}

export function writeMailAddress(address: Partial<MailAddress>, question?: string): string {
  const { accountId = null, place = INBOX, threadId = null } = address
  const path = routeTo(MAIL_PATH, accountId, place, threadId)
  return question === undefined ? path : `${path}?${new URLSearchParams({ q: question })}`
}

export const labelPlace = (keyword: string): string => LABEL + keyword

export const readLabelPlace = (place: string): string | null =>
  place.startsWith(LABEL) ? place.slice(LABEL.length) : null

/** An address typed by hand may hold a `%` that is none. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
