import type { JsonObject } from '../../../../wire/jmap/json.ts'
import { textToHtml } from '../../../../wire/mime/text-html.ts'
import { type Email, MAIL } from '../../types.ts'
import { cleanHtml } from '../reader/clean-html.ts'
import { isShownInText } from '../reader/email.ts'
import { peopleOf } from './answer.ts'
import type { Beginning } from './begin.ts'
import { type Enclosure, enclosed, type Letter } from './letter.ts'

const properties = [
  'threadId',
  'from',
  'to',
  'cc',
  'bcc',
  'subject',
  'inReplyTo',
  'references',
  'htmlBody',
  'bodyValues',
  'attachments',
] as const

type Draft = Pick<Email, (typeof properties)[number]>

/** A draft gone on with: from this device while the server has not seen it or would not have it, else from there. */
export async function readDraft(at: Beginning, emailId: string, refused: JsonObject | null): Promise<Letter> {
  const { client, accountId, identities } = at
  const draft = (refused as Draft | null) ?? (await findDraft(at, emailId))
  const { html, pictures } = shown(at, draft)
  const start = startOfQuote(html)
  const from = draft.from?.[0]?.email.toLowerCase()
  const identity = identities.find(({ email }) => email.toLowerCase() === from) ?? identities[0]
  return {
    accountId,
    identityId: identity?.id ?? null,
    to: peopleOf(draft.to ?? null),
    cc: peopleOf(draft.cc ?? null),
    bcc: peopleOf(draft.bcc ?? null),
    subject: draft.subject ?? '',
    html: html.slice(0, start),
    quoted: html.slice(start),
    enclosures: [
      ...pictures,
      ...(draft.attachments ?? []).filter(part => !isShownInText(part)).flatMap(enclosed),
    ],
    inReplyTo: draft.inReplyTo ?? null,
    references: draft.references ?? null,
    threadId: draft.threadId ?? null,
    draftId: refused ? null : client.resolve(emailId),
    source: null,
  }
}

async function findDraft({ client, accountId }: Beginning, emailId: string): Promise<Draft> {
  const here = client.read('Email', emailId, accountId) as Draft | null | undefined
  if (here?.bodyValues && Object.keys(here.bodyValues).length > 0) return here
  const args = { accountId, ids: [client.resolve(emailId)], properties, fetchHTMLBodyValues: true }
  const answers = await client.ask([MAIL], [['Email/get', args, 'd']])
  const [draft] = answers.read('d', 'Email/get')['list'] as Draft[]
  if (!draft) throw new Error('the draft is not there')
  return draft
}

/** The text as the editor shows it: pictures of the message by their address on the server. */
function shown({ client, accountId }: Beginning, { htmlBody, bodyValues, attachments }: Draft) {
  const written = htmlBody.map(({ partId, type }) => {
    const value = bodyValues[partId ?? '']?.value ?? ''
    return type === 'text/html' ? value : textToHtml(value)
  })
  const pictures: Enclosure[] = (attachments ?? []).filter(isShownInText).flatMap(part => {
    const url = client.downloadUrl(accountId, part.blobId ?? '', part.name ?? 'image', part.type)
    return enclosed(part).map(file => ({ ...file, shown: { cid: part.cid ?? '', url } }))
  })
  const html = pictures.reduce(
    (text, picture) =>
      text
        .replaceAll(`cid:${encodeURIComponent(picture.shown!.cid)}`, picture.shown!.url)
        .replaceAll(`cid:${picture.shown!.cid}`, picture.shown!.url),
    written.join(''),
  )
  return { html: cleanHtml(html), pictures }
}

/** Where what is answered or forwarded begins, as our own composer marks it. */
function startOfQuote(html: string): number {
  const at = html.search(/<div class="(?:reply-intro|moz-forward-container)">/)
  return at === -1 ? html.length : at
}
