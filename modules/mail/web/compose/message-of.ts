import type { EmailAddress } from '../../../../lib/descriptor.ts'
import type { Person } from '../../../../web/ui/field/addresses.ts'
import type { JsonObject } from '../../../../wire/jmap/json.ts'
import { htmlToText } from '../../../../wire/mime/html-text.ts'
import { inAttribute, keptEnclosures, type Letter } from './letter.ts'

export interface Filing {
  readonly from: EmailAddress
  /** Who writes on behalf of the From. */
  readonly sender?: EmailAddress | null
  readonly replyTo: readonly EmailAddress[] | null
  readonly mailboxId: string
  readonly keywords: readonly string[]
}

/** The creation that Email/set makes a message from. RFC 8621 §4.6 */
export function messageOf(
  letter: Letter,
  { from, sender, replyTo, mailboxId, keywords }: Filing,
): JsonObject {
  const html = htmlOf(letter)
  return {
    mailboxIds: { [mailboxId]: true },
    keywords: Object.fromEntries(keywords.map(word => [word, true])),
    from: [from],
    ...given('sender', sender ? [sender] : null),
    ...given('replyTo', replyTo),
    ...given('to', addressesOf(letter.to)),
    ...given('cc', addressesOf(letter.cc)),
    ...given('bcc', addressesOf(letter.bcc)),
    subject: letter.subject.trim(),
    ...given('inReplyTo', letter.inReplyTo),
    ...given('references', letter.references),
    bodyValues: { text: { value: htmlToText(html) }, html: { value: html } },
    textBody: [{ partId: 'text', type: 'text/plain' }],
    htmlBody: [{ partId: 'html', type: 'text/html' }],
    ...given('attachments', attachmentsOf(letter)),
  }
}

/** What lists show of it until the server has read it. */
export function expectedOf(letter: Letter, now: Date): JsonObject {
  const at = `${now.toISOString().slice(0, 19)}Z`
  return {
    receivedAt: at,
    listedAt: at,
    preview: htmlToText(letter.html).replace(/\s+/g, ' ').slice(0, 256),
    hasAttachment: keptEnclosures(letter).some(({ shown }) => !shown),
    ...(letter.threadId === null ? {} : { threadId: letter.threadId }),
  }
}

/** The whole letter; pictures by their Content-ID. */
export function htmlOf(letter: Letter): string {
  const whole = letter.html + letter.quoted
  return keptEnclosures(letter).reduce((html, { shown }) => {
    if (!shown) return html
    const cid = `cid:${encodeURIComponent(shown.cid)}`
    return html.replaceAll(inAttribute(shown.url), cid).replaceAll(shown.url, cid)
  }, whole)
}

function attachmentsOf(letter: Letter): JsonObject[] {
  return keptEnclosures(letter)
    .filter(({ blobId }) => blobId !== null)
    .map(({ blobId, name, type, shown }) => ({
      blobId,
      type: type || 'application/octet-stream',
      name,
      ...(shown ? { disposition: 'inline', cid: shown.cid } : { disposition: 'attachment' }),
    }))
}

/** What is not an address yet stays in the window and out of the message. */
const addressesOf = (people: readonly Person[]): EmailAddress[] =>
  people
    .filter(({ address }) => address.includes('@'))
    .map(({ name, address }) => ({ name: name || null, email: address }))

const given = (name: string, list: readonly unknown[] | null): JsonObject =>
  list && list.length > 0 ? { [name]: list } : {}
