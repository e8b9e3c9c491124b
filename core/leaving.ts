import type { AccountId, PrincipalId, RecordId } from '../lib/id.ts'
import type { Tx } from '../store/database.ts'
import { deleteRecords } from '../store/records/write.ts'
import { sql } from '../store/sql.ts'
import { findAccount } from './account.ts'
import { type By, mustAdminister } from './actor.ts'
import { audit } from './audit.ts'
import { readRecord } from './directory.ts'
import { leaveGroups, moveReaders } from './group.ts'
import { wholeSeconds } from './instant.ts'
import { voidVerified } from './login/password.ts'
import { updatePrincipal } from './principal.ts'
import { appPassword, principal } from './types.ts'

export interface Leaving {
  /** Who gets the mail from now on; null: it goes on arriving where it did. */
  readonly forwardTo: PrincipalId | null
  /** Whether the person leaves every group. */
  readonly groups: boolean
}

/**
 * Somebody leaves the organisation, in one deed: out of every device and program at once, mail to whoever takes over.
 * Nothing is deleted but the passwords of their programs.
 */
export async function leave(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  id: PrincipalId,
  { forwardTo, groups }: Leaving,
): Promise<void> {
  mustAdminister(by, organisationId)
  const record = await readRecord(tx, organisationId, principal, id as number as RecordId)
  await updatePrincipal(tx, by, organisationId, id, { disabledAt: wholeSeconds(), forwardTo })
  await deleteAppPasswords(tx, organisationId, id)
  if (groups) {
    await moveReaders(tx, organisationId, [id])
    await leaveGroups(tx, organisationId, id)
  }
  await audit(tx, by, organisationId, {
    action: 'principalLeft',
    target: { type: 'Principal', id, name: String(record['name']) },
    details: { groups },
  })
}

async function deleteAppPasswords(tx: Tx, organisationId: AccountId, id: PrincipalId): Promise<void> {
  const accountId = await findAccount(tx, organisationId, id)
  if (accountId === null) return
  const rows = await tx.rows<{ id: RecordId }>(
    sql`select id from app_password where account_id = ${accountId}`,
  )
  await deleteRecords(
    tx,
    accountId,
    appPassword,
    rows.map(row => row.id),
  )
  await voidVerified(tx, organisationId, id)
}
