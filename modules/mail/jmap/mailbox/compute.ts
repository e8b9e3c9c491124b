import type { RecordType } from '../../../../core/module.ts'
import { writeId } from '../../../../lib/id.ts'
import { findRole } from '../../model/mailboxes.ts'
import { mailbox } from '../../types.ts'

/** Nobody destroys the inbox. */
export const computeMailbox: NonNullable<RecordType['compute']> = async (db, _, access, records, wanted) => {
  if (!wanted.has('myRights')) return
  const inbox = await findRole(db, access, 'inbox')
  const record = records.find(one => inbox !== null && one.id === writeId(mailbox.prefix, inbox))
  if (record) record['myRights'] = { ...(record['myRights'] as object), mayDelete: false }
}
