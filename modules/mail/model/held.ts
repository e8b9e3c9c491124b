import type { House } from '../../../core/house.ts'
import type { AccountId, Digest, PrincipalId } from '../../../lib/id.ts'
import { fromBytes, toBytes } from '../../../store/blobs/blobs.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import type { RelayParameters } from './outgoing.ts'
import type { Prepared } from './prepare.ts'

export const RELEASE_JOB = 'mail.release'

export interface HeldEnvelope {
  readonly mailFrom: string
  /** Of somebody of ours who had logged in; not what a filter sends on. */
  readonly isOurs?: boolean
  /** Who that was: whether they still may is asked as it leaves. */
  readonly by?: PrincipalId
  readonly recipients: readonly { readonly rcpt: string; readonly parameters: RelayParameters }[]
}

export interface Held {
  readonly digest: Digest
  readonly envelope: HeldEnvelope
}

/** Keeps a message until its time has come, and the job that then lets it go. RFC 4865 §3 */
export async function holdMessage(
  tx: Tx,
  house: House,
  accountId: AccountId,
  message: Prepared,
  envelope: HeldEnvelope,
  at: Date,
): Promise<void> {
  await message.hold(tx, accountId)
  const row = await tx.row<{ id: number }>(sql`
    insert into held_submission (account_id, blob_digest, envelope, release_at)
    values (${accountId}, ${toBytes(message.digest)}, ${JSON.stringify(envelope)}, ${at}) returning id`)
  const { id } = row!
  await house.jobs.enqueue(
    tx,
    RELEASE_JOB,
    { accountId, id },
    { at, key: `${RELEASE_JOB}.${accountId}.${id}` },
  )
}

export async function findHeld(db: Queryable, accountId: AccountId, id: number): Promise<Held | null> {
  const row = await db.row<{ digest: Buffer; envelope: HeldEnvelope }>(sql`
    select blob_digest as digest, envelope from held_submission where account_id = ${accountId} and id = ${id}`)
  return row && { digest: fromBytes(row.digest), envelope: row.envelope }
}

/** Takes a message out of the hold. */
export async function releaseHeld(tx: Tx, house: House, accountId: AccountId, id: number): Promise<void> {
  const row = await tx.row<{ digest: Buffer }>(sql`
    delete from held_submission where account_id = ${accountId} and id = ${id} returning blob_digest as digest`)
  if (row) house.blobs.release(tx, accountId, [fromBytes(row.digest)])
}
