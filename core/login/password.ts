import { hash, verify } from '@node-rs/argon2'
import type { AccountId, PrincipalId } from '../../lib/id.ts'
import type { Tx } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { deriveScram, makeSalt, type ScramKeys } from './scram.ts'
import { refuseWeak, type Whose } from './strength.ts'

declare const hashed: unique symbol
/** An argon2id hash in its usual text form. */
export type Argon2Hash = string & { readonly [hashed]: true }

/** What is kept of a password; only `hashPassword` makes one. */
export interface PasswordHash {
  readonly argon2: Argon2Hash
  readonly scram: ScramKeys
}

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** What nobody's password can be longer than: argon2 reads all of it. */
export const MAX_PASSWORD = 1024

/**
 * Takes some 80 ms of other threads: to be called before the transaction. Refuses a weak password. With the salt of the
 * password before, application passwords stay provable by SCRAM.
 */
export async function hashPassword(
  password: string,
  whose: Whose,
  salt: Buffer = makeSalt(),
): Promise<PasswordHash> {
  refuseWeak(password, whose)
  const [argon2, scram] = await Promise.all([
    hash(password.normalize('NFC'), PARAMETERS),
    deriveScram(password, salt),
  ])
  return { argon2: argon2 as Argon2Hash, scram }
}

export async function matchesPassword(stored: Argon2Hash, password: string): Promise<boolean> {
  if (password.length > MAX_PASSWORD) return false
  return verify(stored, password.normalize('NFC'))
}

/** A hash that nothing matches, on which a stranger's attempt takes as long as anybody's. */
export const hashOfNobody = async (): Promise<Argon2Hash> =>
  (await hash(crypto.getRandomValues(new Uint8Array(32)), PARAMETERS)) as Argon2Hash

/** What was verified with the previous password is void from the commit on. One that is temporary opens the web only. */
export async function storePassword(
  tx: Tx,
  organisationId: AccountId,
  principalId: PrincipalId,
  password: PasswordHash,
  isTemporary: boolean,
): Promise<void> {
  await tx.run(sql`
    insert into credential (account_id, principal_id, hash, scram, is_temporary)
    values (${organisationId}, ${principalId}, ${password.argon2}, ${JSON.stringify(password.scram)}, ${isTemporary})
    on conflict (account_id, principal_id) do update
      set hash = excluded.hash, scram = excluded.scram, is_temporary = excluded.is_temporary, changed_at = now()`)
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
