import { Transform } from 'node:stream'
import { Base64Decoder } from './base64.ts'
import type { Part } from './part.ts'
import { QuotedPrintableDecoder } from './quoted-printable.ts'
import { UuDecoder } from './uuencode.ts'

/** Undoes a transfer encoding, piece by piece; whatever it is given, it gives something back. */
export interface Decoder {
  push(chunk: Buffer): Buffer
  end(): Buffer
}

type Content = Pick<Part, 'bodyStart' | 'bodyEnd' | 'encoding'>

/** The content of a part. Without an encoding it is a view of the message's own bytes. */
export function decodePart(
  bytes: Buffer,
  part: Content,
  maxEncodedOctets = Number.POSITIVE_INFINITY,
): Buffer {
  const body = bytes.subarray(part.bodyStart, Math.min(part.bodyEnd, part.bodyStart + maxEncodedOctets))
  const decoder = makeDecoder(part.encoding)
  return decoder === null ? body : Buffer.concat([decoder.push(body), decoder.end()])
}

/** Its length, without holding it. */
export function decodedSize(bytes: Buffer, part: Content): number {
  const decoder = makeDecoder(part.encoding)
  if (decoder === null) return part.bodyEnd - part.bodyStart
  let size = 0
  for (let at = part.bodyStart; at < part.bodyEnd; at += STEP) {
    size += decoder.push(bytes.subarray(at, Math.min(at + STEP, part.bodyEnd))).length
  }
  return size + decoder.end().length
}

const STEP = 64 * 1024

/** A stream from the encoded body to the content, for attachments that should not be held in memory. */
export function decodeStream(encoding: string): Transform {
  const decoder = makeDecoder(encoding)
  return new Transform({
    transform(chunk: Buffer, _, done) {
      done(null, decoder === null ? chunk : decoder.push(chunk))
    },
    flush(done) {
      done(null, decoder?.end())
    },
  })
}

/** Whether the body is the content itself; so is that of an encoding that nobody knows. */
export function isIdentity(encoding: string): boolean {
  return DECODERS[encoding] === undefined
}

// RFC 2045 §6.1
const UNENCODED = new Set(['7bit', '8bit', 'binary'])

export function isKnownEncoding(encoding: string): boolean {
  return UNENCODED.has(encoding) || !isIdentity(encoding)
}

const DECODERS: Record<string, (() => Decoder) | undefined> = {
  __proto__: null as never,
  base64: () => new Base64Decoder(),
  'quoted-printable': () => new QuotedPrintableDecoder(),
  'x-uuencode': () => new UuDecoder(),
  uuencode: () => new UuDecoder(),
  'x-uue': () => new UuDecoder(),
}

function makeDecoder(encoding: string): Decoder | null {
  return DECODERS[encoding]?.() ?? null
}
