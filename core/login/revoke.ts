import type { AccountId, PrincipalId, RecordId } from '../../lib/id.ts'
import type { Tx } from '../../store/database.ts'
import { deleteRecords } from '../../store/records/write.ts'
import { sql } from '../../store/sql.ts'
import { findAccount } from '../account.ts'
import { loginSession } from '../types.ts'
import { voidVerified } from './password.ts'

/** Ends sessions; doors that hold a connection open for one close it when they hear `sessionsEnded`. */
export async function endSessions(
  tx: Tx,
  accountId: AccountId,
  ids: readonly RecordId[],
): Promise<RecordId[]> {
  const ended = await deleteRecords(tx, accountId, loginSession, ids)
  if (ended.length > 0) tx.announce({ kind: 'sessionsEnded', accountId, sessions: ended })
  return ended
}

/**
 * Ends every session of a principal but one, and voids what was verified. Doors that hold a connection opened with a
 * password close it when they hear `loggedOut`.
 */
export async function endEverySession(
  tx: Tx,
  organisationId: AccountId,
  principalId: PrincipalId,
  except: RecordId | null = null,
): Promise<void> {
  await voidVerified(tx, organisationId, principalId)
  const accountId = await findAccount(tx, organisationId, principalId)
  if (accountId === null) return
  tx.announce({ kind: 'loggedOut', accountId })
  const rows = await tx.rows<{ id: RecordId }>(sql`
    select id from login_session where account_id = ${accountId} and id is distinct from ${except}::bigint`)
  await endSessions(
    tx,
    accountId,
    rows.map(row => row.id),
  )
}
