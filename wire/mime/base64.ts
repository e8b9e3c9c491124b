import type { Decoder } from './transfer.ts'

/**
 * Base64 as it is met: any line length, foreign characters skipped, several padded runs one after another,
 * padding missing. RFC 2045 §6.8
 */
export class Base64Decoder implements Decoder {
  /** Bits not yet given out, and how many sextets they are. */
  bits = 0
  sextets = 0

  push(chunk: Buffer): Buffer {
    const out = Buffer.allocUnsafe(Math.ceil(((chunk.length + 3) * 3) / 4))
    let { bits, sextets } = this
    let length = 0
    for (let i = 0; i < chunk.length; i++) {
      const value = SEXTETS[chunk[i]!]!
      if (value >= 0) {
        bits = (bits << 6) | value
        if (++sextets < 4) continue
        out[length++] = bits >> 16
        out[length++] = bits >> 8
        out[length++] = bits
        bits = sextets = 0
      } else if (value === PAD) {
        length += putRest(out, length, bits, sextets)
        bits = sextets = 0
      }
    }
    this.bits = bits
    this.sextets = sextets
    return out.subarray(0, length)
  }

  end(): Buffer {
    const out = Buffer.alloc(2)
    const length = putRest(out, 0, this.bits, this.sextets)
    this.bits = this.sextets = 0
    return out.subarray(0, length)
  }
}

function putRest(out: Buffer, at: number, bits: number, sextets: number): number {
  if (sextets < 2) return 0
  out[at] = sextets === 2 ? bits >> 4 : bits >> 10
  if (sextets === 3) out[at + 1] = bits >> 2
  return sextets - 1
}

const FOREIGN = -1
const PAD = -2
const SEXTETS = sextetTable()

function sextetTable(): Int8Array {
  const table = new Int8Array(256).fill(FOREIGN)
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  for (const [value, character] of [...alphabet].entries()) table[character.charCodeAt(0)] = value
  // RFC 4648 §5: the alphabet of URLs is met in mail too.
  table['-'.charCodeAt(0)] = 62
  table['_'.charCodeAt(0)] = 63
  table['='.charCodeAt(0)] = PAD
  return table
}

// RFC 2045 §6.8: lines of at most 76 characters.
const LINE_OCTETS = 57

/** Whole lines only, each ended by CRLF, for a piece whose length is a multiple of 57 or the last one. */
export function encodeBase64Lines(bytes: Buffer): string {
  const lines: string[] = []
  for (let at = 0; at < bytes.length; at += LINE_OCTETS) {
    lines.push(bytes.toString('base64', at, Math.min(at + LINE_OCTETS, bytes.length)), '\r\n')
  }
  return lines.join('')
}

/** A stream of octets as base64 lines. */
export async function* encodeBase64(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for await (const chunk of source) {
    const bytes = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    const whole = bytes.length - (bytes.length % LINE_OCTETS)
    if (whole > 0) yield Buffer.from(encodeBase64Lines(bytes.subarray(0, whole)), 'latin1')
    rest = bytes.subarray(whole)
  }
  if (rest.length > 0) yield Buffer.from(encodeBase64Lines(rest), 'latin1')
}
