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
  'hasAttachment',
  'size',
] as const

export type ListedEmail = Pick<Email, 'id' | (typeof LISTED)[number]>

/** A row of a list: the email that the server chose for its conversation, and the others of it. */
export interface ThreadRow {
  readonly id: string
  readonly email: ListedEmail
  /** Oldest first; the email itself is among them. */
  readonly emails: readonly ListedEmail[]
}

export const hasKeyword = ({ keywords }: ListedEmail, keyword: string): boolean => keywords[keyword] === true
export const isUnread = (email: ListedEmail): boolean => !hasKeyword(email, '$seen')
export const isFlagged = (email: ListedEmail): boolean => hasKeyword(email, '$flagged')
export const isDraft = (email: ListedEmail): boolean => hasKeyword(email, '$draft')
export const isIn = ({ mailboxIds }: ListedEmail, mailboxId: string | null | undefined): boolean =>
  mailboxId != null && mailboxIds[mailboxId] === true
