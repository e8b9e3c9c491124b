import { routeTo } from '../../../web/face/route.ts'

/**
 * Where one is in the mail: `/mail/inbox/t12`, `/mail/m7`, `/mail/label:urgent`, `/mail/search?q=…`, and
 * `/mail/a5/inbox` in somebody else's account.
 */
export interface MailAddress {
  /** Null in one's own account. */
  readonly accountId: string | null
  /** A role, the id of a mailbox, `flagged`, `label:…` or `search`. */
  readonly place: string
  readonly threadId: string | null
}

export const MAIL_PATH = '/mail'
export const INBOX = 'inbox'
export const FLAGGED = 'flagged'
export const SEARCH = 'search'
const LABEL = 'label:'

const ACCOUNT_ID = /^a\d+$/

export function readMailAddress(path: string, ownAccountId: string): MailAddress {
  const parts = path.split('/').slice(2).filter(Boolean).map(decode)
  const named = ACCOUNT_ID.test(parts[0] ?? '') ? parts.shift()! : null
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
