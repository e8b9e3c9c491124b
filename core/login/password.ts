import { hash, verify } from '@node-rs/argon2'
import type { AccountId, PrincipalId } from '../../lib/id.ts'
import type { Tx } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { refuseWeak, type Whose } from './strength.ts'

declare const hashed: unique symbol
/** An argon2id hash in its usual text form; only `hashPassword` makes one. */
export type PasswordHash = string & { readonly [hashed]: true }

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** What nobody's password can be longer than: argon2 reads all of it. */
export const MAX_PASSWORD = 1024

/** Takes some 30 ms of another thread: to be called before the transaction. Refuses a weak password. */
export async function hashPassword(password: string, whose: Whose): Promise<PasswordHash> {
  refuseWeak(password, whose)
  return (await hash(password.normalize('NFC'), PARAMETERS)) as PasswordHash
}

export async function matchesPassword(stored: PasswordHash, password: string): Promise<boolean> {
  if (password.length > MAX_PASSWORD) return false
  return verify(stored, password.normalize('NFC'))
}

/** A hash that nothing matches, on which a stranger's attempt takes as long as anybody's. */
export const hashOfNobody = async (): Promise<PasswordHash> =>
  (await hash(crypto.getRandomValues(new Uint8Array(32)), PARAMETERS)) as PasswordHash

/** What was verified with the previous password is void from the commit on. One that is temporary opens the web only. */
export async function storePassword(
  tx: Tx,
  organisationId: AccountId,
  principalId: PrincipalId,
  password: PasswordHash,
  isTemporary: boolean,
): Promise<void> {
  await tx.run(sql`
    insert into credential (account_id, principal_id, hash, is_temporary)
    values (${organisationId}, ${principalId}, ${password}, ${isTemporary})
    on conflict (account_id, principal_id) do update
      set hash = excluded.hash, is_temporary = excluded.is_temporary, changed_at = now()`)
  await voidVerified(tx, organisationId, principalId)
}

export async function voidVerified(
  tx: Tx,
  organisationId: AccountId,
  principalId: PrincipalId,
): Promise<void> {
  await tx.run(sql`
    update principal set secrets = secrets + 1 where account_id = ${organisationId} and id = ${principalId}`)
}
