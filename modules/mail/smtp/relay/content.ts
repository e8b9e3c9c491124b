import { Readable } from 'node:stream'
import type { House } from '../../../../core/house.ts'
import type { Digest } from '../../../../lib/id.ts'
import { follow, splitContent } from '../content.ts'
import { MAX_HEADER_BYTES } from '../limits.ts'

/** The message as it leaves: the field of our own deliveries stays here. RFC 5321 §4.4 */
export async function openContent(house: House, digest: Digest): Promise<Readable> {
  const { header, body } = await splitContent(await house.blobs.open(digest))
  return Readable.from(follow(withoutReturnPath(header), body), { objectMode: false })
}

/** What a report quotes of it. */
export async function readHeader(house: House, digest: Digest): Promise<Buffer> {
  const { header } = await splitContent(await house.blobs.open(digest, 0, MAX_HEADER_BYTES))
  return withoutReturnPath(header)
}

function withoutReturnPath(header: Buffer): Buffer {
  const isOurs = header.subarray(0, 12).toString('latin1') === 'Return-Path:'
  return isOurs ? header.subarray(header.indexOf('\r\n') + 2) : header
}
