import { Readable } from 'node:stream'
import type { House } from '../../../../core/house.ts'
import type { AccountId, Digest } from '../../../../lib/id.ts'
import type { Outgoing } from '../../model/outgoing.ts'
import { follow, letGo, readHead, splitContent } from '../content.ts'
import { MAX_HEADER_BYTES, MAX_RETURNED_BYTES } from '../limits.ts'
import { signaturesOf } from './sign.ts'

/** A message as it leaves: the field of our own deliveries stays here. RFC 5321 §4.4 */
export interface LeavingContent {
  readonly header: Buffer
  readonly message: Readable
}

/** Signed, where one of our own people wrote it. */
export async function openContent(
  house: House,
  { accountId, digest, isOurs }: Pick<Outgoing, 'accountId' | 'digest' | 'isOurs'>,
): Promise<LeavingContent> {
  const { header, body } = await splitContent(await house.blobs.open(digest))
  try {
    const leaving = withoutReturnPath(header)
    const signatures = isOurs ? await signaturesOf(house, accountId, digest, leaving) : Buffer.alloc(0)
    const head = Buffer.concat([signatures, leaving])
    return { header: leaving, message: Readable.from(follow(head, body), { objectMode: false }) }
  } catch (error) {
    await letGo(body)
    throw error
  }
}

/** What a report quotes of it. */
export async function readHeader(house: House, digest: Digest): Promise<Buffer> {
  return withoutReturnPath(await readHead(await house.blobs.open(digest, 0, MAX_HEADER_BYTES)))
}

/** What a report gives back of it; null when that is too much. */
export async function readWhole(house: House, accountId: AccountId, digest: Digest): Promise<Buffer | null> {
  const size = await house.blobs.size(house.db, accountId, digest)
  if (size === null || size > MAX_RETURNED_BYTES) return null
  return withoutReturnPath(await house.blobs.read(digest))
}

function withoutReturnPath(header: Buffer): Buffer {
  const isOurs = header.subarray(0, 12).toString('latin1') === 'Return-Path:'
  return isOurs ? header.subarray(header.indexOf('\r\n') + 2) : header
}
