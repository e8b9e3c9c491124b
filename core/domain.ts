import { Refused } from '../lib/errors.ts'
import { type AccountId, type RecordId, writeId } from '../lib/id.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { deleteRecords } from '../store/records/write.ts'
import { lockAccounts } from '../store/sequence.ts'
import { sql } from '../store/sql.ts'
import { type By, mustAdminister } from './actor.ts'
import { readDomain } from './address.ts'
import { audit } from './audit.ts'
import { insertRecord, readRecord } from './directory.ts'
import { wholeSeconds } from './instant.ts'
import { domain } from './types.ts'

export interface NewDomain {
  readonly name: string
  /** Another domain of the organisation, whose addresses this one repeats. */
  readonly aliasOf?: RecordId | null
}

export async function addDomain(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  { name: said, aliasOf = null }: NewDomain,
): Promise<RecordId> {
  mustAdminister(by, organisationId)
  const name = readDomain(said)
  await refuseTaken(tx, name)
  if (aliasOf !== null) await refuseChain(tx, organisationId, aliasOf)
  const id = await insertRecord(tx, organisationId, domain, {
    name,
    aliasOf: aliasOf === null ? null : writeId(domain.prefix, aliasOf),
    createdAt: wholeSeconds(),
  })
  await audit(tx, by, organisationId, { action: 'domainAdded', target: { type: 'Domain', id, name } })
  return id
}

/** A domain is one organisation's. No constraint can span organisations, so creations of one name take turns. */
async function refuseTaken(tx: Tx, name: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`domain ${name}`}, 0))`)
  if (await tx.row(sql`select from domain where name = ${name}`))
    throw new Refused('alreadyExists', `${name} is already a domain here`, { properties: ['name'] })
}

async function refuseChain(tx: Tx, organisationId: AccountId, target: RecordId): Promise<void> {
  const record = await readRecord(tx, organisationId, domain, target)
  if (record['aliasOf'] !== null)
    throw new Refused('invalidProperties', 'an alias of an alias is not possible', {
      properties: ['aliasOf'],
    })
}

export async function removeDomain(tx: Tx, by: By, organisationId: AccountId, id: RecordId): Promise<void> {
  mustAdminister(by, organisationId)
  // Nobody is given an address in it meanwhile.
  await lockAccounts(tx, [organisationId])
  const { name } = (await readRecord(tx, organisationId, domain, id)) as unknown as { name: string }
  const used = await tx.row(sql`
    select from address where account_id = ${organisationId} and domain = ${name}
    union all select from domain where account_id = ${organisationId} and alias_of = ${id} limit 1`)
  if (used) throw new Refused('inUse', `addresses or other domains still use ${name}`, { type: 'inUse' })
  await deleteRecords(tx, organisationId, domain, [id])
  await audit(tx, by, organisationId, { action: 'domainRemoved', target: { type: 'Domain', id, name } })
}

export async function isLocalDomain(db: Queryable, name: string): Promise<boolean> {
  return (await db.row(sql`select from domain where name = ${name.toLowerCase()} limit 1`)) !== null
}
