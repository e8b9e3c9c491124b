import type { Config } from '../lib/config.ts'
import { Refused } from '../lib/errors.ts'
import type { AccountId, Digest } from '../lib/id.ts'
import { GRACE_HOURS, toBytes } from '../store/blobs/blobs.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { sql } from '../store/sql.ts'

// What a client uploads belongs to the account before a record holds it, and goes after a day if none does. Until then
// it fills the disk and no quota: so an account has only so much of it. A message that is imported holds what it was; what
// a letter encloses is copied into it, and counts until the day is over.

type Limits = Config['uploads']

/** Bytes that the account may still upload; refuses when there is no room at all. */
export async function findRoom(db: Queryable, accountId: AccountId, limits: Limits): Promise<number> {
  const { count, bytes } = await countUploads(db, accountId)
  if (count >= limits.count || bytes >= limits.bytes) throw noRoom(limits)
  return limits.bytes - bytes
}

/** Counts what the account has come to hold; refuses what is too much, and the transaction with it. */
export async function noteUploads(
  tx: Tx,
  accountId: AccountId,
  digests: readonly Digest[],
  limits: Limits,
): Promise<void> {
  // Two at once would each see the room that there was.
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`upload ${accountId}`}, 0))`)
  await tx.run(sql`
    delete from upload u where u.account_id = ${accountId} and (u.at <= now() - make_interval(hours => ${GRACE_HOURS})
      or exists (select from blob b where b.account_id = u.account_id and b.digest = u.digest and b.refs > 0))`)
  await tx.run(sql`
    insert into upload (account_id, digest, size)
    select account_id, digest, size from blob
    where account_id = ${accountId} and digest = any(${digests.map(toBytes)}::bytea[]) and refs <= 0
    on conflict (account_id, digest) do update set at = now()`)
  const { count, bytes } = await countUploads(tx, accountId)
  if (count > limits.count || bytes > limits.bytes) throw noRoom(limits)
}

/** Refuses what does not fit into the room that there is. */
export function refuseBeyond(room: number, size: number, limits: Limits): void {
  if (size > room) throw noRoom(limits)
}

async function countUploads(
  db: Queryable,
  accountId: AccountId,
): Promise<{ readonly count: number; readonly bytes: number }> {
  const row = await db.row<{ count: number; bytes: number }>(sql`
    select count(*)::int as count, coalesce(sum(u.size), 0)::bigint as bytes
    from upload u join blob b using (account_id, digest)
    where u.account_id = ${accountId} and u.at > now() - make_interval(hours => ${GRACE_HOURS}) and b.refs <= 0`)
  return row!
}

const noRoom = ({ bytes, count }: Limits): Refused =>
  new Refused(
    'overQuota',
    `more than ${Math.floor(bytes / 2 ** 20)} MiB or ${count} files were uploaded within a day and no record holds them: ` +
      'try again later',
    { limit: 'uploads' },
  )

/** Forgets what was uploaded more than a day ago: a record holds it, or it is collected. */
export const forgetUploads = (db: Queryable): Promise<number> =>
  db.run(sql`delete from upload where at <= now() - make_interval(hours => ${GRACE_HOURS})`)
