import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { House } from '../../../../core/house.ts'
import type { AccountId, Digest, RecordId } from '../../../../lib/id.ts'
import { toBytes } from '../../../../store/blobs/blobs.ts'
import { sql } from '../../../../store/sql.ts'
import type { Fault, Piece, Reading } from '../../../../wire/document/document.ts'
import type { DocumentKind } from '../../../../wire/document/kind.ts'
import { type Apart, openApart } from './apart.ts'

/** A file whose text is asked for. */
export interface File {
  readonly bytes: Buffer
  readonly kind: DocumentKind
  readonly charset: string | null
}

/** A larger one is not read. */
export const MAX_FILE = 32 * 1024 * 1024
/** A file at which the server itself ended so often is not tried again. */
const MAX_ATTEMPTS = 3

/** Who waits before a screen does not wait for what is read in the background. */
export const forPeople = openApart()
export const inBackground = openApart({ nice: 10 })

/** Reads a file that was never read, and keeps what was found; a file that is known is not opened again. */
export async function readOnce(house: House, { bytes, kind, charset }: File, apart: Apart): Promise<Known> {
  const digest = createHash('sha256').update(bytes).digest('hex') as Digest
  const known = await findKnown(house, digest, kind)
  if (known) return { digest, reading: known }
  const reading = await read(house, digest, { bytes, kind, charset }, apart)
  await keep(house, digest, kind, reading)
  return { digest, reading }
}

export interface Known {
  readonly digest: Digest
  readonly reading: Reading
}

interface Row {
  state: 'read' | 'reading' | Fault
  pieces: Buffer | null
  isCut: boolean
}

/** Whoever finds it keeps it from being forgotten for a day. */
async function findKnown(house: House, digest: Digest, kind: DocumentKind): Promise<Reading | null> {
  const row = await house.db.row<Row>(sql`
    with kept as (
      update attachment_text set touched_at = now()
      where digest = ${toBytes(digest)} and kind = ${kind} and touched_at < now() - interval '1 hour')
    select state, pieces, is_cut as "isCut" from attachment_text
    where digest = ${toBytes(digest)} and kind = ${kind} and state <> 'reading'`)
  return row && readingOf(row)
}

function readingOf({ state, pieces, isCut }: Row): Reading {
  if (state === 'reading' || state === 'read') return { state: 'read', pieces: unpack(pieces), isCut }
  return { state }
}

const unpack = (pieces: Buffer | null): readonly Piece[] =>
  pieces ? (JSON.parse(zstdDecompressSync(pieces).toString()) as Piece[]) : []

/** The attempt is noted first: what ends this process is not met for ever. One that could not begin counts for none. */
async function read(house: House, digest: Digest, file: File, apart: Apart): Promise<Reading> {
  if (file.bytes.length > MAX_FILE) return { state: 'tooLarge' }
  const row = await house.db.row<{ attempts: number }>(sql`
    insert into attachment_text as t (digest, kind, attempts) values (${toBytes(digest)}, ${file.kind}, 1)
    on conflict (digest, kind) do update set attempts = t.attempts + 1, touched_at = now()
    returning attempts`)
  if (row!.attempts > MAX_ATTEMPTS) return { state: 'tooHard' }
  try {
    return await apart.read(file)
  } catch (error) {
    await house.db.run(sql`
      update attachment_text set attempts = attempts - 1
      where digest = ${toBytes(digest)} and kind = ${file.kind} and state = 'reading'`)
    throw error
  }
}

async function keep(house: House, digest: Digest, kind: DocumentKind, reading: Reading): Promise<void> {
  const isRead = reading.state === 'read'
  const pieces = isRead ? zstdCompressSync(Buffer.from(JSON.stringify(reading.pieces))) : null
  await house.db.run(sql`
    insert into attachment_text (digest, kind, state, pieces, is_cut)
    values (${toBytes(digest)}, ${kind}, ${reading.state}, ${pieces}, ${isRead && reading.isCut})
    on conflict (digest, kind) do update
      set state = excluded.state, pieces = excluded.pieces, is_cut = excluded.is_cut, touched_at = now()`)
}

export interface AttachmentText {
  readonly path: string
  readonly pieces: readonly Piece[]
}

/** What was read in the attachments of an email. */
export async function listTexts(
  { db }: House,
  accountId: AccountId,
  id: RecordId,
): Promise<AttachmentText[]> {
  const rows = await db.rows<{ path: string; pieces: Buffer | null }>(sql`
    select a.path, t.pieces from email_attachment a
    join attachment_text t on t.digest = a.digest and t.kind = a.kind and t.state = 'read'
    where a.account_id = ${accountId} and a.id = ${id} order by a.path collate "C"`)
  return rows.map(({ path, pieces }) => ({ path, pieces: unpack(pieces) }))
}

/** What no email has is forgotten, and what was read of emails that have gone. */
export async function forgetTexts({ db }: Pick<House, 'db'>): Promise<void> {
  await db.run(sql`
    delete from email_attachment a
    where not exists (select from email e where e.account_id = a.account_id and e.id = a.id)`)
  await db.run(sql`
    delete from attachment_text t where t.touched_at < now() - interval '1 day'
      and not exists (select from email_attachment a where a.digest = t.digest)`)
}
