import type { Email } from '../../types.ts'

/** What the lists show of each email, and so what is fetched with them. */
export const LISTED = [
  'threadId',
  'mailboxIds',
  'keywords',
  'from',
  'to',
  'subject',
  'preview',
  'receivedAt',
  'listedAt',
  'snoozed',
  'hasAttachment',
  'size',
] as const

/** What is fetched of the other emails of a conversation, of which each may be a row elsewhere: all but the longest. */
export const LISTED_BESIDE = LISTED.filter(name => name !== 'preview')

export type ThreadEmail = Omit<ListedEmail, 'preview'>
export type ListedEmail = Pick<Email, 'id' | (typeof LISTED)[number]>

/** A conversation, wherever it is. */
export interface ThreadRef {
  readonly accountId: string
  readonly threadId: string
}

/** Rows of a list may be of several accounts, each of which counts its conversations for itself. */
export const rowIdOf = ({ accountId, threadId }: ThreadRef): string => `${accountId}.${threadId}`

export function readRowId(id: string): ThreadRef {
  const [accountId = '', threadId = ''] = id.split('.', 2)
  return { accountId, threadId }
}

/** What rows name, account by account. */
export function threadsByAccount(rowIds: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byAccount = Map.groupBy(rowIds.map(readRowId), ref => ref.accountId)
  return new Map([...byAccount].map(([id, refs]) => [id, refs.map(({ threadId }) => threadId)]))
}

/** A row of a list: the email that the server chose for its conversation, and the others of it. */
export interface ThreadRow extends ThreadRef {
  readonly id: string
  readonly email: ListedEmail
  /** Oldest first; the email itself is among them. */
  readonly emails: readonly ThreadEmail[]
}

export const hasKeyword = ({ keywords }: ThreadEmail, keyword: string): boolean => keywords[keyword] === true
/** What one writes oneself waits for no reading. RFC 8621 §2 */
export const isUnread = (email: ThreadEmail): boolean => !hasKeyword(email, '$seen') && !isDraft(email)
export const isFlagged = (email: ThreadEmail): boolean => hasKeyword(email, '$flagged')
export const isDraft = (email: ThreadEmail): boolean => hasKeyword(email, '$draft')
export const isIn = ({ mailboxIds }: ThreadEmail, mailboxId: string | null | undefined): boolean =>
  mailboxId != null && mailboxIds[mailboxId] === true
