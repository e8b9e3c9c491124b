import { Refused } from '../../lib/errors.ts'
import type { AccountId, PrincipalId, RecordId } from '../../lib/id.ts'
import type { Tx } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { type Actor, type By, mustAdminister } from '../actor.ts'
import { audit } from '../audit.ts'
import { readRecord } from '../directory.ts'
import { principal } from '../types.ts'
import { vaultOf } from '../vault.ts'
import { refuseScoped } from './app-password.ts'
import { countAttempts } from './attempts.ts'
import { lockOut } from './lock.ts'
import type { GateNeeds } from './login.ts'
import {
  type Argon2Hash,
  hashPassword,
  matchesPassword,
  type PasswordHash,
  storePassword,
} from './password.ts'
import { endEverySession } from './revoke.ts'

/**
 * An administrator's reset: every session of the person ends. A temporary password lets them in once more, to choose
 * their own.
 */
export async function setPassword(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  id: PrincipalId,
  password: PasswordHash,
  isTemporary: boolean,
): Promise<void> {
  mustAdminister(by, organisationId)
  const record = await readRecord(tx, organisationId, principal, id as number as RecordId)
  if (record['type'] !== 'individual') throw new Refused('notPossible', 'only a person has a password')
  await storePassword(tx, organisationId, id, password, isTemporary)
  await endEverySession(tx, organisationId, id)
  await audit(tx, by, organisationId, {
    action: 'passwordReset',
    target: { type: 'Principal', id, name: String(record['name']) },
    details: { temporary: isTemporary },
  })
}

export interface OwnChange {
  readonly current: string
  readonly wanted: string
  /** The session that goes on; the others end. */
  readonly session: RecordId | null
}

/** People change their own password with the one they have; whoever sits at an open screen cannot try for long. */
export async function changePassword(house: GateNeeds, actor: Actor, change: OwnChange): Promise<void> {
  refuseScoped(actor)
  const { db } = house
  const { organisationId, principalId, name, address, ip = '' } = actor
  const attempts = countAttempts(db, await vaultOf(house.config), 'change')
  const row = await db.row<{ hash: Argon2Hash; salt: string | null; secrets: number }>(sql`
    select c.hash, c.scram->>'salt' as salt, p.secrets
    from credential c join principal p on p.account_id = c.account_id and p.id = c.principal_id
    where c.account_id = ${organisationId} and c.principal_id = ${principalId}`)
  const guess = { address, ip, secret: change.current, secrets: row?.secrets ?? null }
  const begun = await attempts.begin(guess)
  if (typeof begun !== 'string') return lockOut(house, begun, { address, known: actor, ip, door: 'web' })
  if (!row || begun === 'known' || !(await matchesPassword(row.hash, change.current))) {
    if (begun === 'new') await attempts.fail(guess)
    throw new Refused('forbidden', 'the current password is not that one', {
      properties: ['currentPassword'],
    })
  }
  await attempts.succeed(guess)
  if (change.wanted === change.current)
    throw new Refused('invalidProperties', 'it is the password that was there', { properties: ['password'] })
  const salt = row.salt === null ? undefined : Buffer.from(row.salt, 'base64')
  const hash = await hashPassword(change.wanted, { name, address }, salt)
  await db.write(async tx => {
    await storePassword(tx, organisationId, principalId, hash, false)
    await endEverySession(tx, organisationId, principalId, change.session)
    await audit(tx, actor, organisationId, {
      action: 'passwordChanged',
      target: { type: 'Principal', id: principalId, name },
    })
  })
}
