import type { House } from '../../../../core/house.ts'
import type { AccountId, Digest, RecordId } from '../../../../lib/id.ts'
import { fromBytes, toBytes } from '../../../../store/blobs/blobs.ts'
import type { Tx } from '../../../../store/database.ts'
import { lockAccounts } from '../../../../store/sequence.ts'
import { sql } from '../../../../store/sql.ts'
import { readStructure } from '../../../../wire/mime/structure.ts'
import { decodePart } from '../../../../wire/mime/transfer.ts'
import { wakeIndexer } from '../unindexed.ts'
import { readableParts } from './readable.ts'
import { inBackground, readOnce } from './text.ts'
import { wakeReader } from './wake.ts'

// An email with attachments is indexed twice: at once by what its message says, and again with what its attachments say.
//
//   email_unindexed ──index──▶ attachment_unread ──read──▶ email_attachment, email_unindexed ──index──▶ done

/** After so long the other accounts have their turn. */
const TURN_MS = 10_000
const BATCH = 20

/** Reads the attachments of the emails that wait; each is done with before the next begins. */
export async function readWaiting(house: House, { accountId }: { accountId: AccountId }): Promise<void> {
  const end = performance.now() + TURN_MS
  let waiting = await listUnread(house, accountId)
  while (waiting.length > 0 && performance.now() < end) {
    for (const email of waiting) {
      if (performance.now() >= end) break
      await readEmail(house, accountId, email)
    }
    waiting = await listUnread(house, accountId)
  }
  if (waiting.length > 0) await house.db.write(tx => wakeReader(tx, house, accountId))
}

interface Unread {
  id: RecordId
  digest: Digest | null
}

/** The newest first: those are looked for. */
async function listUnread(house: House, accountId: AccountId): Promise<Unread[]> {
  const rows = await house.db.rows<{ id: RecordId; digest: Buffer | null }>(sql`
    select u.id, e.blob_digest as digest from attachment_unread u
    left join email e on e.account_id = u.account_id and e.id = u.id
    where u.account_id = ${accountId} order by u.id desc limit ${BATCH}`)
  return rows.map(({ id, digest }) => ({ id, digest: digest && fromBytes(digest) }))
}

interface Found {
  path: string
  digest: Digest
  kind: string
}

async function readEmail(house: House, accountId: AccountId, { id, digest }: Unread): Promise<void> {
  const message = digest && (await house.blobs.readMany([digest])).get(digest)
  const found: Found[] = []
  let isRead = false
  for (const { part, kind } of message ? readableParts(readStructure(message)) : []) {
    const file = { bytes: decodePart(message!, part), kind, charset: part.parameters['charset'] ?? null }
    const known = await readOnce(house, file, inBackground)
    isRead ||= known.reading.state === 'read'
    found.push({ path: part.path, digest: known.digest, kind })
  }
  await house.db.write(tx => settle(tx, house, accountId, { id, found, isRead }))
}

interface Settled {
  readonly id: RecordId
  readonly found: readonly Found[]
  readonly isRead: boolean
}

/** What was destroyed meanwhile has no attachments. */
async function settle(
  tx: Tx,
  house: House,
  accountId: AccountId,
  { id, found, isRead }: Settled,
): Promise<void> {
  await lockAccounts(tx, [accountId])
  await tx.run(sql`
    with known as (
      delete from attachment_unread where account_id = ${accountId} and id = ${id}),
    kept as (
      select id from email where account_id = ${accountId} and id = ${id}),
    again as (
      insert into email_unindexed (account_id, id) select ${accountId}::bigint, id from kept where ${isRead}::boolean
      on conflict do nothing)
    insert into email_attachment (account_id, id, path, digest, kind)
    select ${accountId}::bigint, kept.id, f.path, f.digest, f.kind
    from kept, unnest(${found.map(f => f.path)}::text[], ${found.map(f => toBytes(f.digest))}::bytea[],
      ${found.map(f => f.kind)}::text[]) f(path, digest, kind)
    on conflict (account_id, id, path) do update set digest = excluded.digest, kind = excluded.kind`)
  if (isRead) await wakeIndexer(tx, house, accountId)
}
