import type { Access } from '../../../../store/access.ts'
import type { Queryable } from '../../../../store/database.ts'
import type { Wire } from '../../../../store/records/read.ts'
import { type Assessment, listFirstFromSender, readAssessments } from '../../model/assessment.ts'
import type { EmailRow } from '../../model/emails.ts'
import type { SenderWarning } from '../../types.ts'
import type { EmailWish } from './wish.ts'

/** Fills in who vouches for the senders of emails, and what their reader is warned of: properties of ours. */
export async function describeSenders(
  db: Queryable,
  { accountId }: Access,
  rows: readonly EmailRow[],
  records: readonly Wire[],
  { properties }: EmailWish,
): Promise<void> {
  if (!['authentication', 'senderWarnings', 'junk'].some(name => properties.has(name))) return
  const ids = rows.map(row => row.id)
  const known = await readAssessments(db, accountId, ids)
  const first = properties.has('senderWarnings') ? await listFirstFromSender(db, accountId, ids) : new Set()
  for (const [i, { id }] of rows.entries()) {
    const assessment = known.get(id) ?? null
    const said: Record<string, unknown> = {
      authentication: assessment?.authentication ?? null,
      senderWarnings: warningsOf(assessment, first.has(id)),
      junk: assessment && { score: assessment.score, reasons: assessment.reasons },
    }
    for (const [name, value] of Object.entries(said)) if (properties.has(name)) records[i]![name] = value
  }
}

/** What came in no way that we know, a draft or an import, is nobody's to warn of. */
function warningsOf(assessment: Assessment | null, isFirst: boolean): SenderWarning[] {
  if (!assessment || assessment.authentication.isInternal) return []
  return [...assessment.warnings, 'external', ...(isFirst ? (['firstTime'] as const) : [])]
}
