import type { Answer, Call } from '../../../../core/module.ts'
import { readBlobId, writeBlobId } from '../../../../doors/jmap/blob/name.ts'
import { LIMITS, MAX_ANSWERED_BYTES, tooMuch } from '../../../../doors/jmap/limits.ts'
import { MethodFailed } from '../../../../doors/jmap/problem.ts'
import { readId, writeAccountId, writeId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import { readBoolean, readNullable, readStrings, weightOf } from '../../../../wire/jmap/json.ts'
import { readIds } from '../../../../wire/jmap/record.ts'
import { bodyParts } from '../../../../wire/mime/body-lists.ts'
import { readBodyValue } from '../../../../wire/mime/body-value.ts'
import { sanitizeMailHtml } from '../../../../wire/mime/html.ts'
import { htmlToText } from '../../../../wire/mime/html-text.ts'
import { contentIdOf, type Part, walkParts } from '../../../../wire/mime/part.ts'
import { splitQuotedHtml } from '../../../../wire/mime/quoted-html.ts'
import { splitQuotedText } from '../../../../wire/mime/quoted-text.ts'
import { readStructure } from '../../../../wire/mime/structure.ts'
import { hasMoreLines, textToHtml } from '../../../../wire/mime/text-html.ts'
import type { Unsubscribe } from '../../../../wire/mime/unsubscribe.ts'
import { type Assessment, readAssessments } from '../../model/assessment.ts'
import { type EmailRow, readEmails } from '../../model/emails.ts'
import { noteOpening } from '../../model/opened.ts'
import { fetchPictures } from '../../model/remote-pictures.ts'
import { unsubscribeOf } from '../../model/unsubscribe.ts'
import { email } from '../../types.ts'
import { readMessage } from './message-blob.ts'

type Args = Readonly<Record<string, unknown>>

/** A message as a reader shows it: harmless, its history apart. */
export interface RenderedEmail {
  readonly id: string
  /** What was written this time. */
  readonly html: string
  /** The history below it, to fold; '' where there is none. */
  readonly quotedHtml: string
  readonly text: string
  readonly quotedText: string
  /** Whether the sender wrote HTML, or plain text that was made into it. */
  readonly isHtml: boolean
  /** Remote images that are not shown. */
  readonly blockedRemote: number
  readonly links: readonly string[]
  /** Whether it is longer than what is shown of it. */
  readonly isCut: boolean
  /** How one leaves the list that it is from; null where it is from none, and of a message that is a file. */
  readonly unsubscribe: Ways | null
}

type Ways = Omit<Unsubscribe, 'oneClick'> & { readonly isOneClick: boolean }

const MAX_RENDERED = 50
/** Of one body; beyond, the reader offers the message itself. */
const MAX_BODY = 4 * 1024 * 1024

/**
 * Email/render: ours. The browser gets no byte of a stranger's HTML that was not cleaned here: of emails by `ids`, of
 * messages that are files by `blobIds`.
 */
export async function renderEmails(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const ids = readNullable(args['ids'], 'ids', readIds) ?? []
  const blobIds = readNullable(args['blobIds'], 'blobIds', readStrings) ?? []
  const remote = readNullable(args['remoteImages'], 'remoteImages', readBoolean) ?? false
  if (ids.length + blobIds.length > Math.min(MAX_RENDERED, LIMITS.maxObjectsInGet))
    throw new MethodFailed('requestTooLarge', `more than ${MAX_RENDERED} emails`)
  await noteOpening(call.house, call.actor, access.accountId)
  const numbers = ids.map(id => readId(email.prefix, id)).filter(id => id !== null)
  const rows = await readEmails(call.house.db, access, numbers, 'structure')
  const known = await readAssessments(call.house.db, access.accountId, numbers)
  const list: RenderedEmail[] = []
  let room = MAX_ANSWERED_BYTES
  const add = async (message: Message, ways: Ways | null) => {
    const rendered = await render(call, message, ways, remote)
    room -= weightOf(rendered, room)
    if (room <= 0) throw tooMuch()
    list.push(rendered)
  }
  for (const row of rows) {
    const message = await messageOf(call, access, row)
    await add(message, waysOf(message, known.get(row.id)))
  }
  for (const blobId of blobIds) {
    const message = await messageOfBlob(call, access, blobId)
    if (message) await add(message, null)
  }
  const found = new Set(list.map(one => one.id))
  const notFound = [...ids, ...blobIds].filter(id => !found.has(id))
  return { response: { accountId: args['accountId'], list, notFound } }
}

interface Message {
  readonly id: string
  readonly bytes: Buffer
  readonly structure: Part
  readonly images: Images
}

async function messageOf(call: Call, access: Access, row: EmailRow): Promise<Message> {
  const structure = row.content!.structure!
  const bytes = await call.house.blobs.read(row.digest)
  const images = imagesOf(access, structure, part => writeBlobId(row.digest, part.path))
  return { id: writeId(email.prefix, row.id), bytes, structure, images }
}

async function messageOfBlob(call: Call, access: Access, blobId: string): Promise<Message | null> {
  const bytes = await readMessage(call, access.accountId, blobId)
  const structure = bytes && readStructure(bytes)
  if (!structure || structure.headerEnd === structure.headerStart) return null
  const { digest, part: holder } = readBlobId(blobId)
  const nameOf = ({ path }: Part) => writeBlobId(digest, holder === null ? path : `${holder}.${path}`)
  return { id: blobId, bytes, structure, images: imagesOf(access, structure, nameOf) }
}

function waysOf(message: Message, assessment: Assessment | undefined): Ways | null {
  const ways = unsubscribeOf(message, assessment)
  return ways && { isOneClick: ways.oneClick !== null, mailto: ways.mailto, page: ways.page }
}

async function render(
  call: Call,
  message: Message,
  unsubscribe: Ways | null,
  remote: boolean,
): Promise<RenderedEmail> {
  const { id, bytes, structure, images } = message
  const lists = bodyParts(structure)
  const show = { bytes, images, remote: remote ? await fetchRemote(call, bytes, lists.htmlBody) : null }
  const shown = lists.htmlBody.map(part => showPart(part, show))
  const { fresh, quoted } = splitQuotedHtml(shown.map(piece => piece.html).join('<hr>'))
  const text = splitQuotedText(lists.textBody.map(part => textOf(bytes, part)).join('\n\n'))
  return {
    id,
    html: fresh,
    quotedHtml: quoted,
    text: text.fresh,
    quotedText: text.quoted,
    isHtml: lists.htmlBody.some(part => part.type === 'text/html'),
    blockedRemote: shown.reduce((sum, piece) => sum + piece.blockedRemote, 0),
    links: [...new Set(shown.flatMap(piece => piece.links))],
    isCut: shown.some(piece => piece.isCut),
    unsubscribe,
  }
}

/** Where the browser loads the images of a message from: the downloads of RFC 8620 §6.2. */
interface Images {
  of(part: Part): string
  byContentId(id: string): string | null
}

function imagesOf({ accountId }: Access, structure: Part, blobIdOf: (part: Part) => string): Images {
  const of = (part: Part) => {
    const name = encodeURIComponent(part.filename ?? 'image')
    const type = encodeURIComponent(part.type)
    return `/jmap/download/${writeAccountId(accountId)}/${blobIdOf(part)}/${name}?type=${type}`
  }
  const named = new Map<string, Part>()
  for (const part of walkParts(structure)) {
    const id = contentIdOf(part)
    if (id !== null && !named.has(id)) named.set(id, part)
  }
  return {
    of,
    byContentId: id => {
      const part = named.get(id)
      return part?.type.startsWith('image/') ? of(part) : null
    },
  }
}

interface Show {
  readonly bytes: Buffer
  readonly images: Images
  /** Remote images that the reader consented to, by address; null: they are blocked. */
  readonly remote: ReadonlyMap<string, string> | null
}

interface Piece {
  html: string
  blockedRemote: number
  links: readonly string[]
  isCut: boolean
}

function showPart(part: Part, show: Show): Piece {
  if (part.type === 'text/html') return showHtml(part, show)
  if (part.type.startsWith('text/')) return showText(part, show)
  const html = part.type.startsWith('image/') ? `<p><img src="${show.images.of(part)}" alt=""></p>` : ''
  return { html, blockedRemote: 0, links: [], isCut: false }
}

function showHtml(part: Part, { bytes, images, remote }: Show): Piece {
  const { value, isTruncated } = readBodyValue(bytes, part, { maxBytes: MAX_BODY })
  const shown = sanitizeMailHtml(value, {
    cid: images.byContentId,
    remoteImage: remote ? url => remote.get(url) ?? UNSEEN : 'blocked',
  })
  return { ...shown, isCut: shown.isCut || isTruncated }
}

function showText(part: Part, { bytes }: Show): Piece {
  const { value, isTruncated } = readBodyValue(bytes, part, { maxBytes: MAX_BODY })
  return { html: textToHtml(value), blockedRemote: 0, links: [], isCut: isTruncated || hasMoreLines(value) }
}

/** What stands where a picture could not be had. */
const UNSEEN = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

/** The browser asks no other host: what the reader consented to, our own server fetches. */
async function fetchRemote(
  call: Call,
  bytes: Buffer,
  parts: readonly Part[],
): Promise<ReadonlyMap<string, string>> {
  const urls: string[] = []
  const note = (url: string) => {
    urls.push(url)
    return UNSEEN
  }
  for (const part of parts.filter(one => one.type === 'text/html'))
    sanitizeMailHtml(readBodyValue(bytes, part, { maxBytes: MAX_BODY }).value, {
      cid: () => null,
      remoteImage: note,
    })
  return fetchPictures(call.house.outgoing, urls)
}

function textOf(bytes: Buffer, part: Part): string {
  if (!part.type.startsWith('text/')) return ''
  const { value } = readBodyValue(bytes, part, { maxBytes: MAX_BODY })
  return part.type === 'text/html' ? htmlToText(value) : value
}
