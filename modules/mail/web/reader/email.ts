import type { EmailAddress } from '../../../../lib/descriptor.ts'
import type { Email, EmailBodyPart } from '../../types.ts'

/** What a conversation needs of each of its messages; the body comes apart, cleaned. */
export const readProperties = [
  'blobId',
  'threadId',
  'mailboxIds',
  'keywords',
  'size',
  'receivedAt',
  'listedAt',
  'snoozed',
  'messageId',
  'inReplyTo',
  'references',
  'sender',
  'from',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'subject',
  'sentAt',
  'preview',
  'hasAttachment',
  'attachments',
  'authentication',
  'senderWarnings',
  'junk',
] as const

export type ReadEmail = Pick<Email, 'id' | (typeof readProperties)[number]>

export const isUnread = ({ keywords }: Pick<Email, 'keywords'>): boolean => !keywords['$seen']
export const isDraft = ({ keywords }: Pick<Email, 'keywords'>): boolean => keywords['$draft'] === true

export const isCalendar = (part: EmailBodyPart): boolean => part.type === 'text/calendar'

/** An image that the text shows by its Content-ID is no attachment to the eye. */
export const isShownInText = (part: EmailBodyPart): boolean =>
  part.cid !== null && part.disposition !== 'attachment' && part.type.startsWith('image/')

/** How a message is protected that cannot be read here; null where it can. */
export function protectionOf({ attachments }: Pick<Email, 'attachments'>): 'S/MIME' | 'OpenPGP' | null {
  if (attachments.some(({ type }) => /^application\/(x-)?pkcs7-mime$/.test(type))) return 'S/MIME'
  return attachments.some(({ type }) => type === 'application/pgp-encrypted') ? 'OpenPGP' : null
}

/** Programs read them, not people. */
const isForPrograms = ({ type }: EmailBodyPart): boolean =>
  /^application\/(pgp-signature|pgp-encrypted|(x-)?pkcs7-signature)$/.test(type)

/** Nor is an invitation that came without a name: its card says it all. */
export const isShownElsewhere = (part: EmailBodyPart): boolean =>
  isShownInText(part) || isForPrograms(part) || (isCalendar(part) && part.name === null)

export const nameOf = ({ name, email }: EmailAddress): string => name?.trim() || email

/** Who wrote it; a message may lack even that. */
export const writerOf = (email: Pick<Email, 'from' | 'sender'>): EmailAddress =>
  email.from?.[0] ?? email.sender?.[0] ?? { name: null, email: '' }

export const dateOf = (email: Pick<Email, 'receivedAt'>): Date => new Date(email.receivedAt)
