import { Readable } from 'node:stream'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { listSigningKeys } from '../../../../core/dns/key.ts'
import type { House } from '../../../../core/house.ts'
import type { AccountId, Digest } from '../../../../lib/id.ts'
import { readAddresses } from '../../../../wire/mime/address.ts'
import { readFields } from '../../../../wire/mime/header-fields.ts'
import { domainOf } from '../../model/outgoing.ts'
import { follow, letGo, splitContent } from '../content.ts'
import { hasTooManyLines } from '../header.ts'

/**
 * Signatures of a message that leaves, by each key of its author's domain; none where that is not ours, or where to sign
 * would hold everybody up. RFC 6376 §5
 */
export async function signaturesOf(
  house: House,
  accountId: AccountId,
  digest: Digest,
  header: Buffer,
): Promise<Buffer> {
  const name = hasTooManyLines(header) ? null : authorDomain(header)
  const keys = name === null ? [] : await listSigningKeys(house, accountId, name)
  if (keys.length === 0) return Buffer.alloc(0)
  const { body } = await splitContent(await house.blobs.open(digest))
  const { signatures, errors } = await dkimSign(Readable.from(follow(header, body), { objectMode: false }), {
    signatureData: keys.map(({ domain, ...key }) => ({ signingDomain: domain, ...key })),
    signTime: house.now(),
  } as Parameters<typeof dkimSign>[1]).finally(() => letGo(body))
  // A message without a signature is worth more than none.
  for (const error of errors ?? []) house.log.error('a message could not be signed', { domain: name, error })
  return Buffer.from(signatures)
}

/** Who says that he wrote it; null where that is nobody, or several. */
function authorDomain(header: Buffer): string | null {
  const fields = readFields(header, 0, header.length, name => name === 'from')
  const domains = new Set(
    fields.flatMap(({ value }) => readAddresses(value)).map(({ email }) => domainOf(email)),
  )
  const [only] = domains
  return fields.length === 1 && domains.size === 1 && only ? only : null
}
