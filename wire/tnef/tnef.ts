import { decodeText } from '../mime/charset.ts'
import { Octets } from './octets.ts'
import { PROPERTY, type Property, readProperties } from './properties.ts'

// [MS-OXTNEF]: what Outlook sends as winmail.dat to people who have no Outlook.
//
//   signature key | level id type length data checksum | … one attribute after the other
//
// The attributes of the message come first; each attachment begins with an attAttachRendData.

/** A message that came as winmail.dat. */
export interface TnefMessage {
  readonly subject: string | null
  /** Of the three forms of the body, those that are there; `rtf` is compressed ([MS-OXRTFCP]). */
  readonly text: string | null
  readonly html: string | null
  readonly rtf: Buffer | null
  readonly files: readonly TnefFile[]
}

export interface TnefFile {
  readonly name: string | null
  /** A message inside is of the type `application/ms-tnef` itself. */
  readonly type: string
  readonly cid: string | null
  readonly bytes: Buffer
}

const TNEF = 'application/ms-tnef'

// [MS-OXTNEF] §2.1.3.1
const SIGNATURE = 0x223e9f78
const ATTACHMENT_LEVEL = 2
const ATTRIBUTE = {
  subject: 0x8004,
  body: 0x800c,
  attachData: 0x800f,
  attachTitle: 0x8010,
  attachRendData: 0x9002,
  mapiProps: 0x9003,
  attachment: 0x9005,
  codepage: 0x9007,
} as const

const MAX_FILES = 500

/** Null where it is no TNEF at all; a stream that ends too soon gives what stands before. Linear, whatever the bytes. */
export function readTnef(bytes: Buffer): TnefMessage | null {
  const octets = new Octets(bytes)
  if (octets.left < 6 || octets.uint32() !== SIGNATURE) return null
  octets.skip(2)
  const message: Draft = { codepage: 1252, properties: new Map(), subject: null, body: null, files: [] }
  for (
    let read = readAttribute(octets);
    read && message.files.length <= MAX_FILES;
    read = readAttribute(octets)
  )
    if (read.level === ATTACHMENT_LEVEL) takeOfFile(message, read)
    else takeOfMessage(message, read)
  return written(message)
}

/** As it is gathered. */
interface Draft {
  codepage: number
  properties: ReadonlyMap<number, Property>
  subject: Buffer | null
  body: Buffer | null
  readonly files: FileDraft[]
}

interface FileDraft {
  properties: ReadonlyMap<number, Property>
  title: Buffer | null
  data: Buffer | null
}

interface Attribute {
  readonly level: number
  readonly id: number
  readonly data: Buffer
}

function readAttribute(octets: Octets): Attribute | null {
  if (octets.left < 9) return null
  const level = octets.uint8()
  const id = octets.uint32() & 0xffff
  const data = octets.take(octets.uint32())
  // Nothing depends on the checksum: what is wrong is read as well as it can be.
  octets.skip(2)
  return { level, id, data }
}

function takeOfMessage(message: Draft, { id, data }: Attribute): void {
  if (id === ATTRIBUTE.codepage && data.length >= 4) message.codepage = data.readUInt32LE()
  if (id === ATTRIBUTE.subject) message.subject = data
  if (id === ATTRIBUTE.body) message.body = data
  if (id === ATTRIBUTE.mapiProps) message.properties = readProperties(data)
}

function takeOfFile({ files }: Draft, { id, data }: Attribute): void {
  if (id === ATTRIBUTE.attachRendData) files.push({ properties: new Map(), title: null, data: null })
  const file = files.at(-1)
  if (!file) return
  if (id === ATTRIBUTE.attachTitle) file.title = data
  if (id === ATTRIBUTE.attachData) file.data = data
  if (id === ATTRIBUTE.attachment) file.properties = readProperties(data)
}

function written({ codepage, properties, subject, body, files }: Draft): TnefMessage {
  const charset = `windows-${codepage}`
  const text = (name: keyof typeof PROPERTY) => textOf(properties.get(PROPERTY[name]), charset)
  return {
    subject: text('subject') ?? plain(subject, charset),
    text: text('body') ?? plain(body, charset),
    html: htmlOf(properties, charset),
    rtf: properties.get(PROPERTY.rtf)?.bytes ?? null,
    files: files.slice(0, MAX_FILES).map(file => fileOf(file, charset)),
  }
}

/** [MS-OXOMSG] §2.2.1.58.2: in a charset of its own. */
function htmlOf(properties: ReadonlyMap<number, Property>, charset: string): string | null {
  const property = properties.get(PROPERTY.html)
  const internet = properties.get(PROPERTY.internetCodepage)?.number
  return textOf(property, internet === UTF_8 ? 'utf-8' : internet ? `windows-${internet}` : charset)
}

const UTF_8 = 65001

function fileOf({ properties, title, data }: FileDraft, charset: string): TnefFile {
  const text = (name: keyof typeof PROPERTY) => textOf(properties.get(PROPERTY[name]), charset)
  const inner = properties.get(PROPERTY.attachData)
  const isMessage = properties.get(PROPERTY.attachMethod)?.number === EMBEDDED_MESSAGE
  return {
    name: text('longFilename') ?? text('filename') ?? plain(title, charset),
    type: isMessage ? TNEF : (text('mimeTag')?.toLowerCase() ?? 'application/octet-stream'),
    cid: text('contentId'),
    bytes: isMessage ? (inner?.bytes ?? EMPTY) : (data ?? inner?.bytes ?? EMPTY),
  }
}

// [MS-OXCMSG] §2.2.2.9
const EMBEDDED_MESSAGE = 5
const EMPTY = Buffer.alloc(0)

const textOf = (property: Property | undefined, charset: string): string | null =>
  property?.bytes ? plain(property.bytes, property.isUnicode ? 'utf-16le' : charset) : null

/** Without the NUL that ends it. */
function plain(bytes: Buffer | null, charset: string): string | null {
  const text = bytes && decodeText(bytes, charset).text.trim()
  return text || null
}
