import type { RecordType } from '../../../core/module.ts'
import { readId, writeId } from '../../../lib/id.ts'
import { listThreadEmails } from '../model/emails.ts'
import { email, thread } from '../types.ts'

// RFC 8621 §3.1
export const computeThread: NonNullable<RecordType['compute']> = async (db, _, access, records, wanted) => {
  if (!wanted.has('emailIds')) return
  const ids = records.map(record => readId(thread.prefix, record.id)!)
  const emails = await listThreadEmails(db, access, ids)
  for (const [i, record] of records.entries())
    record['emailIds'] = (emails.get(ids[i]!) ?? []).map(id => writeId(email.prefix, id))
}
