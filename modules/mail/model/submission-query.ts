import { Malformed } from '../../../lib/errors.ts'
import { type RecordId, readId } from '../../../lib/id.ts'
import type { QueryHooks } from '../../../store/records/query.ts'
import { sql } from '../../../store/sql.ts'
import { email, identity, thread } from '../types.ts'

// RFC 8621 §7.3
export const submissionQuery: QueryHooks = {
  filters: {
    identityIds: ids => sql`t.identity_id = any(${numbersOf(identity.prefix, ids)}::bigint[])`,
    emailIds: ids => sql`t.email_id = any(${numbersOf(email.prefix, ids)}::bigint[])`,
    threadIds: ids => sql`t.thread_id = any(${numbersOf(thread.prefix, ids)}::bigint[])`,
  },
}

function numbersOf(prefix: string, ids: unknown): RecordId[] {
  if (!Array.isArray(ids)) throw new Malformed('a list of ids is expected', 'filter')
  return ids.map(id => readId(prefix, String(id))).filter(id => id !== null)
}
