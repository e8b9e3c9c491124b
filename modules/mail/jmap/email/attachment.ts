import type { Answer, Call } from '../../../../core/module.ts'
import { readBlobId, writeBlobId } from '../../../../doors/jmap/blob/name.ts'
import { openBlob } from '../../../../doors/jmap/blob/open.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { Reading } from '../../../../wire/document/document.ts'
import { kindOfFile } from '../../../../wire/document/kind.ts'
import { readNullable, readString } from '../../../../wire/jmap/json.ts'
import { sanitizeMailHtml } from '../../../../wire/mime/html.ts'
import { hasMoreLines, textToHtml } from '../../../../wire/mime/text-html.ts'
import { readTnef, type TnefMessage } from '../../../../wire/tnef/tnef.ts'
import { forPeople, MAX_FILE, readOnce } from '../../model/attachment/text.ts'
import { noteOpening } from '../../model/opened.ts'
import { readMessage } from './message-blob.ts'

type Args = Readonly<Record<string, unknown>>

/**
 * Attachment/read: ours. What a file says, for a preview: of its blob, its type and name, as a body part has them. Nobody
 * reads what they may not download.
 */
export async function readAttachment(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const blobId = readString(args['blobId'], 'blobId')
  const type = readString(args['type'], 'type').toLowerCase()
  const kind = kindOfFile(type, readNullable(args['name'], 'name', readString))
  const charset = readNullable(args['charset'], 'charset', readString)
  const blob = await openBlob(call.house, access.accountId, blobId)
  await noteOpening(call.house, call.actor, access.accountId)
  const answer = (reading: Reading | { state: 'unknown' }): Answer => ({
    response: { accountId: args['accountId'], blobId, ...reading },
  })
  if (!kind) return answer({ state: 'unknown' })
  if (blob.size > MAX_FILE) return answer({ state: 'tooLarge' })
  const bytes = Buffer.concat(await Array.fromAsync(await blob.read(0, blob.size)))
  return answer((await readOnce(call.house, { bytes, kind, charset }, forPeople)).reading)
}

/**
 * Attachment/open: ours. A winmail.dat as the message that it is: its text cleaned, its files as body parts, each with a
 * blobId of its own.
 */
export async function openWinmail(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const blobId = readString(args['blobId'], 'blobId')
  const bytes = await readMessage(call, access.accountId, blobId)
  if (!bytes) throw new Refused('notFound', 'there is no such blob')
  const message = readTnef(bytes)
  const said = message ? await saidIn(call, message, bytes) : { state: 'broken' }
  const { digest, part: holder } = readBlobId(blobId)
  const attachments = (message?.files ?? []).map(({ name, type, cid, bytes: { length } }, at) => ({
    partId: null,
    blobId: writeBlobId(digest, holder === null ? `${at + 1}` : `${holder}.${at + 1}`),
    size: length,
    name,
    type,
    charset: null,
    disposition: 'attachment',
    cid,
    language: null,
    location: null,
  }))
  return { response: { accountId: args['accountId'], blobId, ...said, attachments } }
}

/** What is packed as RTF is read apart. */
async function saidIn(call: Call, { subject, html, text, rtf }: TnefMessage, bytes: Buffer) {
  if (html !== null) {
    const shown = sanitizeMailHtml(html, { cid: () => null, remoteImage: 'blocked' })
    return { state: 'read', subject, html: shown.html, isCut: shown.isCut }
  }
  const isPacked = text === null && rtf !== null && bytes.length <= MAX_FILE
  const words = isPacked ? await packedText(call, bytes) : { text: text ?? '', isCut: false }
  const isCut = words.isCut || hasMoreLines(words.text)
  return { state: 'read', subject, html: textToHtml(words.text), isCut }
}

async function packedText({ house }: Call, bytes: Buffer): Promise<{ text: string; isCut: boolean }> {
  const { reading } = await readOnce(house, { bytes, kind: 'tnef', charset: null }, forPeople)
  if (reading.state !== 'read') return { text: '', isCut: false }
  const body = reading.pieces.find(piece => piece.title === null)
  return { text: body && 'text' in body ? body.text : '', isCut: reading.isCut }
}
