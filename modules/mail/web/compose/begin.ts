import type { Language, Translate } from '../../../../web/i18n/index.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { escapeHtml, textToHtml } from '../../../../wire/mime/text-html.ts'
import type { EmailBodyPart, Identity } from '../../types.ts'
import { isShownInText, type ReadEmail, readProperties } from '../reader/email.ts'
import { fileNameOf } from '../reader/file-part.ts'
import { fetchRendered } from '../reader/rendered.ts'
import { answerTo, peopleOf } from './answer.ts'
import type { ComposeStart } from './desk.ts'
import { blankLetter, type Enclosure, enclosed, type Letter } from './letter.ts'
import { readMailto } from './mailto.ts'
import { forwardOf, quoteOf } from './quote.ts'
import { readDraft } from './read-draft.ts'
import { prefixed } from './subject.ts'
import type { ComposeTexts } from './texts.ts'

export interface Beginning {
  readonly client: Client
  readonly accountId: string
  readonly identities: readonly Identity[]
  /** Addresses of who writes, in lower case. */
  readonly own: ReadonlySet<string>
  readonly language: Language
  readonly t: Translate<ComposeTexts>
}

/** The letter as it lies there when its window opens. */
export async function beginLetter(start: ComposeStart, at: Beginning): Promise<Letter> {
  const { kind, emailId } = start
  if (kind === 'draft' && emailId) return readDraft(at, emailId, start.record ?? null)
  if (kind === 'new' || kind === 'mailto' || !emailId) return blank(start, at)
  const email = await fetchEmail(at, emailId)
  if (kind === 'forward') return passOn(email, at)
  return kind === 'enclose' ? enclose(email, at) : answer(email, kind === 'draft' ? 'reply' : kind, at)
}

function blank(start: ComposeStart, at: Beginning): Letter {
  const { to, cc, bcc, subject, body } = start.href ? { ...start, ...readMailto(start.href) } : start
  const identity = at.identities[0] ?? null
  return {
    ...empty(at, identity),
    to: to ?? [],
    cc: cc ?? [],
    bcc: [...(bcc ?? []), ...(identity ? peopleOf(identity.bcc) : [])],
    subject: subject ?? '',
    html: (body ? paragraphs(body) : '<p></p>') + signatureOf(identity),
  }
}

async function answer(email: ReadEmail, kind: 'reply' | 'replyAll', at: Beginning): Promise<Letter> {
  const { language, t } = at
  const { html, enclosures } = await original(email, at)
  const identity = identityFor(email, at.identities)
  const { to, cc } = answerTo(email, kind, at.own)
  return {
    ...empty(at, identity),
    to,
    cc,
    subject: prefixed(t('prefix.reply'), email.subject ?? ''),
    quoted: quoteOf(email, html, language, t),
    enclosures,
    ...threadOf(email),
    threadId: email.threadId,
    source: { emailId: email.id, keyword: '$answered' },
  }
}

async function passOn(email: ReadEmail, at: Beginning): Promise<Letter> {
  const { language, t } = at
  const { html, enclosures, isCut } = await original(email, at)
  const files = email.attachments.filter(part => !isShownInText(part)).flatMap(enclosed)
  return {
    ...empty(at, identityFor(email, at.identities)),
    subject: prefixed(t('prefix.forward'), email.subject ?? ''),
    quoted: forwardOf(email, html, language, t),
    enclosures: [...enclosures, ...files, ...(isCut ? whole(email) : [])],
    source: { emailId: email.id, keyword: '$forwarded' },
  }
}

function enclose(email: ReadEmail, at: Beginning): Letter {
  return {
    ...empty(at, identityFor(email, at.identities)),
    subject: prefixed(at.t('prefix.forward'), email.subject ?? ''),
    enclosures: whole(email),
    source: { emailId: email.id, keyword: '$forwarded' },
  }
}

const empty = ({ accountId }: Beginning, identity: Identity | null): Letter => ({
  ...blankLetter(accountId, identity?.id ?? null),
  bcc: identity ? peopleOf(identity.bcc) : [],
  html: `<p></p>${signatureOf(identity)}`,
})

export function signatureOf(identity: Pick<Identity, 'htmlSignature' | 'textSignature'> | null): string {
  if (!identity) return ''
  const { htmlSignature, textSignature } = identity
  const html = htmlSignature || (textSignature && paragraphs(textSignature))
  return html && `<p></p>${html}`
}

const paragraphs = (text: string): string =>
  text
    .split('\n')
    .map(line => `<p>${escapeHtml(line)}</p>`)
    .join('')

/** Under the address to which the message came. */
export function identityFor(
  { to, cc }: Pick<ReadEmail, 'to' | 'cc'>,
  identities: readonly Identity[],
): Identity | null {
  const received = new Set([...(to ?? []), ...(cc ?? [])].map(({ email }) => email.toLowerCase()))
  return identities.find(({ email }) => received.has(email.toLowerCase())) ?? identities[0] ?? null
}

// RFC 5322 §3.6.4
function threadOf({ messageId, references, inReplyTo }: ReadEmail): Pick<Letter, 'inReplyTo' | 'references'> {
  if (!messageId) return { inReplyTo: null, references: null }
  const before = references ?? (inReplyTo?.length === 1 ? inReplyTo : [])
  return { inReplyTo: messageId, references: [...before, ...messageId] }
}

async function fetchEmail({ client, accountId }: Beginning, id: string): Promise<ReadEmail> {
  await client.fetch('Email', [id], readProperties, accountId)
  const email = client.read('Email', id, accountId)
  if (!email) throw new Error('the message to answer is not there')
  return email as unknown as ReadEmail
}

/** The text to quote, with the pictures that stand in it. */
async function original(email: ReadEmail, { client, accountId }: Beginning) {
  const body = await fetchRendered(client, accountId, email.id)
  const html = body ? body.html + body.quotedHtml : textToHtml(email.preview)
  const enclosures = email.attachments.filter(isShownInText).flatMap(part => pictured(part, html))
  return { html, enclosures, isCut: body?.isCut === true }
}

/** The message itself, as a file. */
function whole({ blobId, subject, size }: ReadEmail): Enclosure[] {
  return [{ id: blobId, blobId, name: fileNameOf(subject, 'eml'), type: 'message/rfc822', size }]
}

function pictured(part: EmailBodyPart, html: string): Enclosure[] {
  const [, url] = (part.blobId && new RegExp(`src="([^"]*/${part.blobId}/[^"]*)"`).exec(html)) || []
  if (url === undefined || part.cid === null) return []
  const shown = { cid: part.cid, url: url.replaceAll('&amp;', '&') }
  return enclosed(part).map(file => ({ ...file, shown }))
}
