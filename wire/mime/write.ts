import { Readable } from 'node:stream'
import { encodeBase64, encodeBase64Lines } from './base64.ts'
import { isAscii } from './charset.ts'
import { type Draft, type DraftPart, layoutOf } from './draft.ts'
import { writeParameter } from './parameters.ts'
import { encodeQuotedPrintable } from './quoted-printable.ts'
import { writeHeaders } from './write-header.ts'

/** The message in memory. */
export async function writeMessage(draft: Draft): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(messageChunks(draft)))
}

/** The message as it comes, for attachments that should not be held in memory. */
export function messageStream(draft: Draft): Readable {
  return Readable.from(messageChunks(draft))
}

export async function* messageChunks(draft: Draft): AsyncGenerator<Buffer> {
  const boundaries = new Boundaries(draft.boundary)
  yield Buffer.from(`${writeHeaders(draft.headers)}MIME-Version: 1.0\r\n`)
  yield* partChunks(layoutOf(draft), boundaries)
}

/** `=_` is never met in quoted-printable or base64. RFC 2045 §6.7 */
class Boundaries {
  readonly word: string
  count = 0

  constructor(word: string) {
    this.word = word.replace(/[^A-Za-z0-9]/g, '').slice(0, 40)
  }

  next(): string {
    this.count++
    return `=_${this.word}_${this.count}`
  }
}

async function* partChunks(part: DraftPart, boundaries: Boundaries): AsyncGenerator<Buffer> {
  if (part.type.toLowerCase().startsWith('multipart/')) yield* multipartChunks(part, boundaries)
  else if (part.text !== undefined) yield textPart(part, part.text)
  else if (isMessage(part)) yield* messageAttachment(part)
  else yield* binaryPart(part)
}

async function* multipartChunks(part: DraftPart, boundaries: Boundaries): AsyncGenerator<Buffer> {
  const boundary = boundaries.next()
  const parameters = { ...part.parameters, boundary }
  yield Buffer.from(`${partHeader({ ...part, parameters }, isEightBit(part) ? '8bit' : null)}\r\n`)
  for (const child of part.subParts ?? []) {
    yield Buffer.from(`--${boundary}\r\n`)
    yield* partChunks(child, boundaries)
    yield Buffer.from('\r\n')
  }
  yield Buffer.from(`--${boundary}--\r\n`)
}

function isMessage(part: DraftPart): boolean {
  return part.type.toLowerCase() === 'message/rfc822'
}

// RFC 2045 §6.4: a composite is labelled as the widest of what it holds.
function isEightBit(part: DraftPart): boolean {
  return isMessage(part) || (part.subParts ?? []).some(isEightBit)
}

function textPart(part: DraftPart, text: string): Buffer {
  const lines = text.toWellFormed().replace(/\r\n?|\n/g, '\r\n')
  const bytes = Buffer.from(lines)
  const encoding = encodingOf(lines, bytes)
  const charset = isAscii(bytes) ? 'us-ascii' : 'utf-8'
  const header = partHeader({ ...part, parameters: { ...part.parameters, charset } }, encoding)
  return Buffer.from(`${header}\r\n${encodeContent(encoding, lines, bytes)}`)
}

// RFC 5322 §2.1.1 allows 998; shorter lines are safer with what stands between.
const MAX_PLAIN_LINE = 900

function encodingOf(lines: string, bytes: Buffer): '7bit' | 'quoted-printable' | 'base64' {
  const isPlain = isAscii(bytes) && !lines.includes('\0') && !/^(?:From |\.)|[ \t]$/m.test(lines)
  if (isPlain && longestLine(lines) <= MAX_PLAIN_LINE) return '7bit'
  // Quoted-printable trebles what it must encode, base64 adds a third to everything.
  return countEightBit(bytes) * 6 > bytes.length ? 'base64' : 'quoted-printable'
}

function longestLine(lines: string): number {
  return lines.split('\r\n').reduce((longest, line) => Math.max(longest, line.length), 0)
}

function countEightBit(bytes: Buffer): number {
  let count = 0
  for (const byte of bytes) if (byte > 127) count++
  return count
}

function encodeContent(encoding: string, lines: string, bytes: Buffer): string {
  if (encoding === '7bit') return lines
  return encoding === 'base64' ? encodeBase64Lines(bytes) : encodeQuotedPrintable(lines)
}

async function* binaryPart(part: DraftPart): AsyncGenerator<Buffer> {
  yield Buffer.from(`${partHeader(part, 'base64')}\r\n`)
  yield* encodeBase64(contentOf(part))
}

// RFC 2046 §5.2.1: a message inside another is never encoded.
async function* messageAttachment(part: DraftPart): AsyncGenerator<Buffer> {
  yield Buffer.from(`${partHeader(part, '8bit')}\r\n`)
  for await (const chunk of contentOf(part)) yield Buffer.from(chunk)
}

async function* contentOf(part: DraftPart): AsyncGenerator<Uint8Array> {
  if (part.open !== undefined) yield* part.open()
  else if (part.bytes !== undefined) yield part.bytes
}

function partHeader(part: DraftPart, encoding: string | null): string {
  const fields = [`Content-Type: ${token(part.type)}${parametersOf(part)}`]
  if (encoding !== null) fields.push(`Content-Transfer-Encoding: ${encoding}`)
  const disposition = part.disposition ?? (part.name === undefined ? undefined : 'attachment')
  if (disposition !== undefined) fields.push(`Content-Disposition: ${disposition}${filenameOf(part)}`)
  if (part.cid !== undefined) fields.push(`Content-ID: <${part.cid.replace(/[^!-~]|[<>]/g, '')}>`)
  if (part.language !== undefined) fields.push(`Content-Language: ${part.language.map(token).join(', ')}`)
  if (part.location !== undefined)
    fields.push(`Content-Location: ${part.location.toWellFormed().replace(/[^!-~]/g, encodeURIComponent)}`)
  return fields.map(field => `${field}\r\n`).join('') + writeHeaders(part.headers ?? {})
}

function token(text: string): string {
  return text.replace(/[^!-~]|[()<>@,;:\\"[\]?=]/g, '')
}

function parametersOf({ parameters = {}, name }: DraftPart): string {
  const all = name === undefined ? parameters : { ...parameters, name }
  return Object.entries(all)
    .map(([key, value]) => writeParameter(token(key), value))
    .join('')
}

function filenameOf({ name }: DraftPart): string {
  return name === undefined ? '' : writeParameter('filename', name)
}
