import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { ImapFlow, MessageAddressObject, MessageStructureObject } from 'imapflow'
import type { Args } from '../jmap.ts'
import type { Doors } from './doors.ts'

/** What a person sees of a message, whichever door the client came by. */
export interface Reading {
  readonly subject: string | null
  readonly from: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly sentAt: number | null
  readonly messageId: string | null
  readonly keywords: readonly string[]
  readonly receivedAt: number
  readonly size: number
  /** Of the whole, byte for byte. */
  readonly digest: string
  readonly parts: readonly PartReading[]
}

interface Address {
  readonly name: string
  readonly email: string
}

interface PartReading {
  readonly path: string
  readonly type: string
  readonly name: string | null
  readonly disposition: string | null
  readonly cid: string | null
  /** Of its content, as a reader saves it. */
  readonly digest: string
  readonly size: number
  /** Of what is shown as text. */
  readonly text: string | null
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const plain = (text: string | null | undefined): string | null => text?.replace(/\s+/g, ' ').trim() || null
/** RFC 8621 §4.1.4: line ends may be those of the platform; RFC 8620 §1.5 leaves out NUL. */
const shown = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll('\0', '').replace(/\n+$/, '')
const isShown = (type: string, disposition: string | null): boolean =>
  /^text\/(plain|html)$/.test(type) && disposition !== 'attachment'

export async function readByJmap({ jmap }: Doors, id: string): Promise<Reading> {
  const { list } = await jmap.call('Email/get', {
    ids: [id],
    properties: [
      ...['subject', 'from', 'to', 'cc', 'sentAt', 'messageId', 'keywords', 'receivedAt', 'size', 'blobId'],
      ...['bodyStructure', 'bodyValues'],
    ],
    bodyProperties: ['partId', 'blobId', 'size', 'name', 'type', 'disposition', 'cid', 'subParts'],
    fetchAllBodyValues: true,
  })
  const email = (list as Args[])[0] as unknown as JmapEmail
  const download = (blobId: string) => downloadByJmap(jmap, blobId)
  const whole = await download(email.blobId)
  const parts: PartReading[] = []
  for (const part of leaves(email.bodyStructure)) {
    const bytes = await download(part.blobId)
    const text = isShown(part.type, part.disposition) ? email.bodyValues[part.partId]!.value : null
    if (part.size !== bytes.length) throw new Error(`${part.partId} is said to have ${part.size} octets`)
    parts.push({
      path: part.partId,
      type: part.type,
      name: plain(part.name),
      disposition: part.disposition,
      cid: part.cid,
      digest: digestOf(bytes),
      size: bytes.length,
      text: text === null ? null : shown(text),
    })
  }
  return {
    subject: plain(email.subject),
    from: addresses(email.from ?? []),
    to: addresses(email.to ?? []),
    cc: addresses(email.cc ?? []),
    sentAt: email.sentAt === null ? null : Date.parse(email.sentAt),
    messageId: email.messageId?.[0] ?? null,
    keywords: Object.keys(email.keywords).sort(),
    receivedAt: Date.parse(email.receivedAt),
    size: email.size === whole.length ? whole.length : Number.NaN,
    digest: digestOf(whole),
    parts,
  }
}

interface JmapEmail {
  readonly subject: string | null
  readonly from: JmapAddress[] | null
  readonly to: JmapAddress[] | null
  readonly cc: JmapAddress[] | null
  readonly sentAt: string | null
  readonly messageId: string[] | null
  readonly keywords: Record<string, true>
  readonly receivedAt: string
  readonly size: number
  readonly blobId: string
  readonly bodyStructure: JmapPart
  readonly bodyValues: Record<string, { value: string }>
}
interface JmapAddress {
  readonly name: string | null
  readonly email: string
}
interface JmapPart {
  readonly partId: string
  readonly blobId: string
  readonly size: number
  readonly name: string | null
  readonly type: string
  readonly disposition: string | null
  readonly cid: string | null
  readonly subParts: JmapPart[] | null
}

const addresses = (list: readonly JmapAddress[]): Address[] =>
  list.map(({ name, email }) => ({ name: plain(name) ?? '', email }))

const leaves = (part: JmapPart): JmapPart[] =>
  part.subParts === null ? [part] : part.subParts.flatMap(leaves)

export async function downloadByJmap({ accountId, authorization, url }: Doors['jmap'], blobId: string) {
  const response = await fetch(`${url}/jmap/download/${accountId}/${blobId}/part`, {
    headers: { authorization },
  })
  if (!response.ok) throw new Error(`${blobId}: ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

export async function readByImap({ imap }: Doors, id: string): Promise<Reading> {
  await imap.noop()
  const [uid] = (await imap.search({ emailId: id }, { uid: true })) || []
  const message = await imap.fetchOne(
    String(uid),
    { envelope: true, bodyStructure: true, source: true, size: true, flags: true, internalDate: true },
    { uid: true },
  )
  if (!message) throw new Error(`no message is ${id}`)
  const { envelope = {}, source, size } = message
  const parts: PartReading[] = []
  for (const part of imapLeaves(message.bodyStructure!)) parts.push(await readPart(imap, uid!, part))
  return {
    subject: plain(envelope.subject),
    from: imapAddresses(envelope.from),
    to: imapAddresses(envelope.to),
    cc: imapAddresses(envelope.cc),
    sentAt: envelope.date instanceof Date ? envelope.date.getTime() : null,
    messageId: /<(.*)>/.exec(envelope.messageId ?? '')?.[1] ?? null,
    keywords: [...message.flags!].map(flag => flag.toLowerCase().replace(/^\\/, '$')).sort(),
    receivedAt: new Date(message.internalDate!).getTime(),
    size: size === source!.length ? size : Number.NaN,
    digest: digestOf(source!),
    parts,
  }
}

/** Of addresses alone: the marks of groups have none. */
const imapAddresses = (list: readonly MessageAddressObject[] = []): Address[] =>
  list.flatMap(({ name, address }) => (address ? [{ name: plain(name) ?? '', email: address }] : []))

/**
 * A message in a message is one part of the outer. RFC 9051 §9 knows no multipart without parts: one in which none was
 * found shows an empty one.
 */
const imapLeaves = (node: MessageStructureObject): MessageStructureObject[] =>
  node.type.startsWith('multipart/')
    ? (node.childNodes ?? [])
        .filter(({ size }) => size !== 0 || node.childNodes!.length > 1)
        .flatMap(imapLeaves)
    : [node]

/** RFC 2045 §6.1; others are for the server to undo. */
const KNOWN_TO_CLIENTS = new Set(['7bit', '8bit', 'binary', 'quoted-printable', 'base64'])
/** An encoded message is plain data for IMAP, whose grammar asks for the envelope of any other. RFC 9051 §9 */
const typeOf = ({ type, encoding }: MessageStructureObject): string =>
  encoding === 'base64' && type === 'application/octet-stream' ? 'message/rfc822' : type

async function readPart(imap: ImapFlow, uid: number, node: MessageStructureObject): Promise<PartReading> {
  const path = node.part ?? '1'
  const disposition = node.disposition?.toLowerCase() ?? null
  const octets = await fetchPart(imap, uid, path, false)
  if (octets.length !== node.size)
    throw new Error(`${path}: ${node.size} octets said, ${octets.length} given`)
  const bytes = await fetchPart(imap, uid, path, true)
  if (KNOWN_TO_CLIENTS.has(node.encoding ?? '7bit')) {
    const undone = await download(imap, uid, path, false)
    if (!undone.equals(bytes)) throw new Error(`${path} differs when the server decodes it`)
  }
  return {
    path,
    type: typeOf(node),
    name: plain(node.dispositionParameters?.['filename'] ?? node.parameters?.['name']),
    disposition,
    cid: node.id?.replace(/^<|>$/g, '') ?? null,
    digest: digestOf(bytes),
    size: bytes.length,
    text: isShown(node.type, disposition) ? shown((await download(imap, uid, path, true)).toString()) : null,
  }
}

/** As it stands in the message, or with its encoding undone by the server. */
async function fetchPart(imap: ImapFlow, uid: number, path: string, binary: boolean): Promise<Buffer> {
  const found = await imap.fetchOne(String(uid), { bodyParts: [path] }, { uid: true, binary })
  return found ? (found.bodyParts?.get(path) ?? Buffer.alloc(0)) : Buffer.alloc(0)
}

/** Decoded by the client. */
async function download(imap: ImapFlow, uid: number, path: string, decodeText: boolean): Promise<Buffer> {
  const found = await imap.download(String(uid), path, { uid: true, chunkSize: 1 << 26, decodeText })
  return 'content' in found && found.content ? buffer(found.content) : Buffer.alloc(0)
}
