import type { AccountId, Digest, PrincipalId, RecordId } from '../../../lib/id.ts'
import { fromBytes } from '../../../store/blobs/blobs.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import type { Envelope } from '../types.ts'

/** A submission that has neither left nor been called back. */
export interface Due {
  readonly envelope: Envelope
  readonly digest: Digest
  readonly sender: EmailAddress | null
  readonly copyIn: AccountId | null
  readonly emailId: RecordId
  readonly sendAt: Date
  /** Who submitted it; null where that was not kept yet. */
  readonly by: PrincipalId | null
}

export async function findDue(db: Queryable, accountId: AccountId, id: RecordId): Promise<Due | null> {
  const row = await db.row<Omit<Due, 'digest'> & { digest: Buffer }>(sql`
    select s.envelope, s.blob_digest as digest, s.sender, s.copy_in as "copyIn", s.email_id as "emailId",
      s.send_at as "sendAt", s.submitted_by as by
    from email_submission s
    where s.account_id = ${accountId} and s.id = ${id} and s.undo_status = 'pending'`)
  return row && { ...row, digest: fromBytes(row.digest) }
}
