import { zstdDecompressSync } from 'node:zlib'
import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, Digest } from '../../../lib/id.ts'
import { turns } from '../../../lib/turn.ts'
import type { Spooled } from '../../../store/blobs/spool.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import { readEnvelope } from '../../../wire/mime/envelope.ts'
import { packStructure } from '../../../wire/mime/pack.ts'
import { type MessageProjection, projectMessage } from '../../../wire/mime/projection.ts'
import { folded } from './folded.ts'
import { type ThreadKeys, threadKeys } from './threading.ts'

/** A message read, hashed and compressed: all that can be done before a transaction begins. */
export interface Prepared {
  readonly digest: Digest
  readonly size: number
  readonly projection: MessageProjection
  /** Row of email_content but for its key, as JSON. */
  readonly content: string
  readonly thread: ThreadKeys
  /** The bytes, when they come from outside; null when some account holds them already. */
  readonly spooled: Spooled | null
  /** The message itself, for whoever has to look into it again. */
  bytes(): Promise<Buffer> | Buffer
  /** Gives the account one reference more on the bytes. */
  hold(tx: Tx, accountId: AccountId): Promise<void>
}

export type Source = Buffer | AsyncIterable<Buffer>

/** Prepares bytes from outside: a delivery, an APPEND, a draft that was written; or within a transaction, a report. */
export async function prepareMessage(house: House, source: Source, within?: Queryable): Promise<Prepared> {
  const spooled = await house.blobs.prepare(source, house.config.mail.maxSize, within)
  const read = async () => {
    const bytes = Buffer.isBuffer(source) ? source : await bytesOf(house, spooled)
    return prepared(bytes, spooled.digest, {
      spooled,
      bytes: () => bytesOf(house, spooled),
      hold: (tx, accountId) => house.blobs.hold(tx, accountId, spooled, 1),
    })
  }
  return spooled.bytes === null && within === undefined ? inTurn(read) : read()
}

/** Big messages are read on the way in with bounded memory; whole, they are in it one at a time. */
const inTurn = turns(1)

/** Prepares a blob that an account holds already: an import, a copy; null when it does not hold it. */
export async function prepareBlob(house: House, from: AccountId, digest: Digest): Promise<Prepared | null> {
  const size = await house.blobs.size(house.db, from, digest)
  if (size === null) return null
  if (size > house.config.mail.maxSize) throw new Refused('tooLarge', 'the message is too large')
  const bytes = await house.blobs.read(digest)
  return prepared(bytes, digest, {
    spooled: null,
    bytes: () => house.blobs.read(digest),
    async hold(tx, accountId) {
      if (!(await house.blobs.copy(tx, from, accountId, digest, 1)))
        throw new Refused('notFound', 'the content is no longer there')
    },
  })
}

const bytesOf = (house: House, { digest, bytes, codec }: Spooled): Promise<Buffer> | Buffer => {
  if (bytes === null) return house.blobs.read(digest)
  return codec === 'zstd' ? zstdDecompressSync(bytes) : bytes
}

type Kept = Pick<Prepared, 'spooled' | 'bytes' | 'hold'>

function prepared(bytes: Buffer, digest: Digest, kept: Kept): Prepared {
  const projection = projectMessage(bytes)
  return {
    digest,
    size: bytes.length,
    projection,
    content: contentRow(bytes, projection),
    thread: threadKeys(projection),
    ...kept,
  }
}

function contentRow(bytes: Buffer, p: MessageProjection): string {
  const envelope = readEnvelope(bytes, p.structure.headerStart, p.structure.headerEnd)
  return JSON.stringify({
    sent_at: p.sentAt,
    sent_instant: instantOf(p.sentEpoch),
    subject: p.subject,
    base_subject: p.baseSubject,
    message_id: p.messageId,
    in_reply_to: p.inReplyTo,
    reference_ids: p.references,
    from_list: p.from?.map(indexed) ?? null,
    to_list: p.to,
    cc_list: p.cc,
    bcc_list: p.bcc,
    reply_to_list: p.replyTo,
    sender_list: p.sender,
    preview: p.preview,
    structure: packStructure(p.structure),
    envelope,
    ...folded(p, envelope),
  })
}

/** Longer than any address (RFC 5321 §4.5.3.1), and short enough for the index of authors, which a row too long would break. */
const MAX_AUTHOR = 600

const indexed = (author: EmailAddress): EmailAddress =>
  author.email.length > MAX_AUTHOR
    ? { ...author, email: author.email.slice(0, MAX_AUTHOR).toWellFormed() }
    : author

/** Senders write dates that no calendar has room for. */
function instantOf(epoch: number | null): string | null {
  if (epoch === null) return null
  const iso = new Date(epoch).toISOString()
  return /^\d{4}-/.test(iso) && !iso.startsWith('0000') ? iso : null
}
