import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { AccountId, RecordId } from '../../lib/id.ts'
import type { Database, Queryable, Tx } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { type By, mustAdminister } from '../actor.ts'
import { audit } from '../audit.ts'
import type { House } from '../house.ts'
import { domain } from '../types.ts'
import { vaultOf } from '../vault.ts'

// A key signs once its record has been seen in DNS: a signature that nobody can check is worse than none. When a new
// generation is seen, the one before signs no more; its record stays for what is still on its way.
//
//   next ──seen in DNS──▶ current ──another is seen──▶ former ──a week──▶ gone

// RFC 8463 §3: both, as many do not know the newer one yet
export const ALGORITHMS = ['rsa-sha256', 'ed25519-sha256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

export interface DomainKey {
  readonly domainId: RecordId
  readonly algorithm: Algorithm
  readonly selector: string
  readonly publicKey: string
  readonly state: 'next' | 'current' | 'former'
}

/** How long the record of a key that signs no more has to stay. */
export const GRACE_DAYS = 7

const generate = promisify(generateKeyPair)
/** Octets before the key itself in the SPKI of Ed25519; its record holds the key alone. RFC 8463 §4 */
const SPKI_HEAD = 12

async function makePair(algorithm: Algorithm): Promise<{ publicKey: Buffer; privateKey: string }> {
  const isRsa = algorithm === 'rsa-sha256'
  // RFC 8301 §3.2
  const pair = await (isRsa ? generate('rsa', { modulusLength: 2048 }) : generate('ed25519'))
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' })
  return {
    publicKey: isRsa ? spki : spki.subarray(SPKI_HEAD),
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** Keys of a domain; its first generation is made when somebody looks. */
export async function keysOf(
  house: Pick<House, 'db' | 'config'>,
  organisationId: AccountId,
  domainId: RecordId,
): Promise<DomainKey[]> {
  const known = await listKeys(house.db, organisationId, domainId)
  if (known.length > 0) return known
  await makeGeneration(house, organisationId, domainId, 1)
  return listKeys(house.db, organisationId, domainId)
}

const listKeys = (db: Queryable, organisationId: AccountId, domainId: RecordId): Promise<DomainKey[]> =>
  db.rows<DomainKey>(sql`
    select domain_id as "domainId", algorithm, selector, public_key as "publicKey", state from domain_key
    where account_id = ${organisationId} and domain_id = ${domainId} order by generation, algorithm desc`)

/** Two that make the same generation at once keep the one that was first. */
async function makeGeneration(
  { db, config }: Pick<House, 'db' | 'config'>,
  organisationId: AccountId,
  domainId: RecordId,
  generation: number,
): Promise<void> {
  const vault = await vaultOf(config)
  const made = await Promise.all(
    ALGORITHMS.map(async algorithm => {
      const { publicKey, privateKey } = await makePair(algorithm)
      return { algorithm, publicKey: publicKey.toString('base64'), closed: vault.close(privateKey) }
    }),
  )
  await db.write(async tx => {
    for (const { algorithm, publicKey, closed } of made)
      await tx.run(sql`
        insert into domain_key (account_id, domain_id, generation, algorithm, selector, public_key, private_key, state, changed_at)
        values (${organisationId}, ${domainId}, ${generation}, ${algorithm}, ${selectorOf(generation, algorithm)},
          ${publicKey}, ${closed}, 'next', now()) on conflict do nothing`)
  })
}

/** A name that is never used again: what resolvers remember of it stays true. */
const selectorOf = (generation: number, algorithm: Algorithm): string =>
  `bastide-${algorithm.split('-')[0]}-${generation}`

/** Makes new keys, which sign from when their records are seen; those that wait already are enough. */
export async function rotateKeys(
  house: Pick<House, 'db' | 'config'>,
  by: By,
  organisationId: AccountId,
  target: { readonly id: RecordId; readonly name: string },
): Promise<void> {
  mustAdminister(by, organisationId)
  const row = await house.db.row<{ newest: number | null; waits: boolean | null }>(sql`
    select max(generation) as newest, bool_or(state = 'next') as waits from domain_key
    where account_id = ${organisationId} and domain_id = ${target.id}`)
  if (row?.waits) return
  await makeGeneration(house, organisationId, target.id, (row?.newest ?? 0) + 1)
  await house.db.write(tx =>
    audit(tx, by, organisationId, {
      action: 'domainKeysRotated',
      target: { type: domain.name, id: target.id, name: target.name },
    }),
  )
}

/** These selectors are in DNS as they should: their keys sign from now on, those before no more. */
export async function noteSeen(
  db: Database,
  organisationId: AccountId,
  domainId: RecordId,
  selectors: readonly string[],
): Promise<void> {
  if (selectors.length === 0) return
  await db.write(async tx => {
    const seen = await tx.run(sql`
      update domain_key set state = 'current', changed_at = now()
      where account_id = ${organisationId} and domain_id = ${domainId} and state = 'next' and selector = any(${selectors})`)
    if (seen > 0) await retire(tx, organisationId, domainId)
  })
}

const retire = (tx: Tx, organisationId: AccountId, domainId: RecordId): Promise<number> =>
  tx.run(sql`
    update domain_key k set state = 'former', private_key = null, changed_at = now()
    where account_id = ${organisationId} and domain_id = ${domainId} and state = 'current'
      and exists (select from domain_key n where n.account_id = k.account_id and n.domain_id = k.domain_id
        and n.algorithm = k.algorithm and n.state = 'current' and n.generation > k.generation)`)

/** Keys whose grace is over, and those of domains that are gone. */
export const forgetFormerKeys = (db: Queryable): Promise<number> =>
  db.run(sql`
    delete from domain_key k where (state = 'former' and changed_at < now() - make_interval(days => ${GRACE_DAYS}))
      or not exists (select from domain d where d.account_id = k.account_id and d.id = k.domain_id)`)

export interface SigningKey {
  readonly domain: string
  readonly selector: string
  readonly algorithm: Algorithm
  /** PEM */
  readonly privateKey: string
}

/** What mail of a domain is signed with, if the domain is of the organisation of this account. */
export async function listSigningKeys(
  { db, config, log }: Pick<House, 'db' | 'config' | 'log'>,
  accountId: AccountId,
  name: string,
): Promise<SigningKey[]> {
  const rows = await db.rows<{ selector: string; algorithm: Algorithm; closed: Buffer }>(sql`
    select k.selector, k.algorithm, k.private_key as closed from account a
    join domain d on d.account_id = a.organisation_id and d.name = ${name}
    join domain_key k on k.account_id = d.account_id and k.domain_id = d.id and k.state = 'current'
    where a.account_id = ${accountId} order by k.algorithm desc`)
  if (rows.length === 0) return []
  const vault = await vaultOf(config)
  return rows.flatMap(({ closed, ...key }) => {
    const privateKey = vault.open(closed)
    if (privateKey === null)
      log.error('a signing key cannot be opened: is `secret` another?', { domain: name })
    return privateKey === null ? [] : [{ ...key, domain: name, privateKey }]
  })
}
