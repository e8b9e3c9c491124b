import { randomBytes } from 'node:crypto'
import { Refused } from '../../lib/errors.ts'
import type { AccountId, RecordId } from '../../lib/id.ts'
import type { Queryable, Tx } from '../../store/database.ts'
import { deleteRecords } from '../../store/records/write.ts'
import { sql } from '../../store/sql.ts'
import type { Actor, Door } from '../actor.ts'
import { audit } from '../audit.ts'
import { insertRecord, readRecord } from '../directory.ts'
import { wholeSeconds } from '../instant.ts'
import { appPassword, SCOPES } from '../types.ts'
import { voidVerified } from './password.ts'
import { deriveScram, type ScramKeys } from './scram.ts'
import { digestOf } from './token.ts'

// A password of one application: 160 random bits in groups that can be typed, "k4gd-7zqp-…", for some doors only.

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const LETTERS = 32
const MAX_PER_ACCOUNT = 50
const SHAPE = new RegExp(`^[a-z2-7]{${LETTERS}}$`)

export interface MadeAppPassword {
  readonly id: RecordId
  /** Told once; only its digest is kept. */
  readonly secret: string
}

export async function createAppPassword(
  tx: Tx,
  actor: Actor,
  { label, scopes }: { label: string; scopes: readonly string[] },
): Promise<MadeAppPassword> {
  refuseScoped(actor)
  const doors = scopes.filter(scope => (SCOPES as readonly string[]).includes(scope))
  if (doors.length === 0 || doors.length < scopes.length)
    throw new Refused('invalidProperties', `scopes are among ${SCOPES.join(', ')}`, {
      properties: ['scopes'],
    })
  const { held } = (await tx.row<{ held: number }>(
    sql`select count(*) as held from app_password where account_id = ${actor.accountId}`,
  ))!
  if (held >= MAX_PER_ACCOUNT) throw new Refused('tooMany', 'there are too many application passwords')
  const secret = makeSecret()
  const values = { label, scopes: doors, createdAt: wholeSeconds() }
  const id = await insertRecord(tx, actor.accountId, appPassword, values)
  const told = secret.match(/.{4}/g)!.join('-')
  const keys = await keysOf(tx, actor, told)
  await tx.run(sql`
    update app_password set digest = ${digestOf(secret)}, scram = ${keys && JSON.stringify(keys)}
    where account_id = ${actor.accountId} and id = ${id}`)
  await audit(tx, actor, actor.organisationId, {
    action: 'appPasswordCreated',
    target: { type: 'AppPassword', id, name: label },
    details: { scopes: doors },
  })
  return { id, secret: told }
}

/** For SCRAM a client proves what was told, dashes and all, under the salt that it is given for its owner. */
async function keysOf(
  tx: Tx,
  { organisationId, principalId }: Actor,
  told: string,
): Promise<ScramKeys | null> {
  const row = await tx.row<{ salt: string | null }>(sql`
    select scram->>'salt' as salt from credential
    where account_id = ${organisationId} and principal_id = ${principalId}`)
  return row?.salt ? deriveScram(told, Buffer.from(row.salt, 'base64')) : null
}

const makeSecret = (): string => Array.from(randomBytes(LETTERS), byte => ALPHABET[byte & 31]).join('')

export async function deleteAppPassword(tx: Tx, actor: Actor, id: RecordId): Promise<void> {
  refuseScoped(actor)
  const { label } = await readRecord(tx, actor.accountId, appPassword, id)
  await deleteRecords(tx, actor.accountId, appPassword, [id])
  await voidVerified(tx, actor.organisationId, actor.principalId)
  tx.announce({ kind: 'loggedOut', accountId: actor.accountId })
  await audit(tx, actor, actor.organisationId, {
    action: 'appPasswordDeleted',
    target: { type: 'AppPassword', id, name: String(label) },
  })
}

/** Who came in with a key to some doors cannot cut more keys. */
export function refuseScoped(actor: Actor): void {
  if (actor.scope !== 'all') throw new Refused('forbidden', 'an application password does not allow this')
}

/** The secret as it may have been typed, or null when it cannot be one. */
export function readSecret(password: string): string | null {
  const bare = password.replace(/[\s-]/g, '').toLowerCase()
  return SHAPE.test(bare) ? bare : null
}

export interface FoundAppPassword {
  readonly id: RecordId
  readonly label: string
  readonly scopes: readonly Door[]
}

export async function useAppPassword(
  db: Queryable,
  accountId: AccountId,
  secret: string,
): Promise<FoundAppPassword | null> {
  return db.row<FoundAppPassword>(sql`
    update app_password set last_used_at = date_trunc('second', now())
    where account_id = ${accountId} and digest = ${digestOf(secret)} returning id, label, scopes`)
}
