import { randomBytes, timingSafeEqual } from 'node:crypto'
import { Refused } from '../lib/errors.ts'
import type { AccountId } from '../lib/id.ts'
import type { Database, Queryable, Tx } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import { readAddress } from './address.ts'
import { addDomain } from './domain.ts'
import { hashPassword } from './login/password.ts'
import { digestOf } from './login/token.ts'
import { createOrganisation } from './organisation.ts'
import { createPrincipal, type Made } from './principal.ts'
import type { Registry } from './registry.ts'

/** What the first run asks for. */
export interface SetUp {
  readonly token: string
  readonly organisation: string
  readonly domain: string
  /** The first administrator. */
  readonly name: string
  readonly address: string
  readonly password: string
  readonly language: string
}

export async function needsSetup(db: Queryable): Promise<boolean> {
  return (await db.row(sql`select from organisation limit 1`)) === null
}

/** The one-time token of an installation that has no organisation yet, new at each start; null when it has one. */
export async function setupToken(db: Database): Promise<string | null> {
  if (!(await needsSetup(db))) return null
  const token = randomBytes(24).toString('base64url')
  await db.run(sql`
    insert into setup_token (account_id, digest) values (0, ${digestOf(token)})
    on conflict (account_id) do update set digest = excluded.digest, created_at = now()`)
  return token
}

export interface SetUpDone {
  readonly organisationId: AccountId
  readonly administrator: Made
}

/** Makes the first organisation, its domain and its administrator, and burns the token. */
export async function setUp(db: Database, registry: Registry, wish: SetUp): Promise<SetUpDone> {
  if (!(await isToken(db, wish.token))) throw refusal()
  const { address } = readAddress(wish.address)
  const password = await hashPassword(wish.password, { name: wish.name, address })
  return db.write(async tx => {
    await burn(tx, wish.token)
    const { name, language } = wish
    const organisationId = await createOrganisation(tx, null, { name: wish.organisation, language })
    await addDomain(tx, null, organisationId, { name: wish.domain })
    const administrator = await createPrincipal(tx, registry, null, organisationId, {
      type: 'individual',
      role: 'administrator',
      name,
      email: address,
      language,
      password,
    })
    return { organisationId, administrator }
  })
}

const refusal = () => new Refused('forbidden', 'the set-up link is no longer valid')

async function isToken(db: Queryable, token: string): Promise<boolean> {
  const row = await db.row<{ digest: Buffer }>(sql`select digest from setup_token where account_id = 0`)
  return row !== null && timingSafeEqual(row.digest, digestOf(token))
}

/** Two set-ups at once both pass the first look; only one finds the row to delete. */
async function burn(tx: Tx, token: string): Promise<void> {
  const burnt = await tx.run(
    sql`delete from setup_token where account_id = 0 and digest = ${digestOf(token)}`,
  )
  if (burnt === 0 || !(await needsSetup(tx))) throw refusal()
}
