import { Refused } from '../lib/errors.ts'
import type { AccountId, RecordId } from '../lib/id.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import { type By, mustAdminister } from './actor.ts'
import { audit } from './audit.ts'
import { changeRecord, insertRecord } from './directory.ts'
import { wholeSeconds } from './instant.ts'
import { organisation } from './types.ts'

/** Makes an organisation: the account of its directory, and its one record there. */
export async function createOrganisation(
  tx: Tx,
  by: null,
  { name, language }: { name: string; language: string },
): Promise<AccountId> {
  const { id } = (await tx.row<{ id: AccountId }>(sql`
    insert into account (organisation_id, name) values (0, ${name}) returning account_id as id`))!
  await tx.run(sql`update account set organisation_id = account_id where account_id = ${id}`)
  const record = await insertRecord(tx, id, organisation, {
    name,
    language,
    modules: {},
    createdAt: wholeSeconds(),
  })
  await audit(tx, by, id, {
    action: 'organisationCreated',
    target: { type: 'Organisation', id: record, name },
  })
  return id
}

export interface OrganisationPatch {
  readonly name?: string
  readonly language?: string
  readonly modules?: Readonly<Record<string, boolean>>
}

/** Announces `modules` when one was switched, for every process to hear (modules.ts). */
export async function updateOrganisation(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  patch: OrganisationPatch,
): Promise<void> {
  mustAdminister(by, organisationId)
  const id = await findOrganisation(tx, organisationId)
  const before = await changeRecord(tx, organisationId, organisation, id, { ...patch })
  if (patch.modules) tx.announce({ kind: 'modules', accountId: organisationId })
  await audit(tx, by, organisationId, {
    action: 'organisationUpdated',
    target: { type: 'Organisation', id, name: patch.name ?? String(before['name']) },
    details: { ...patch },
  })
}

async function findOrganisation(db: Queryable, organisationId: AccountId): Promise<RecordId> {
  const row = await db.row<{ id: RecordId }>(
    sql`select id from organisation where account_id = ${organisationId}`,
  )
  if (!row) throw new Refused('notFound', 'there is no such organisation')
  return row.id
}

export async function listOrganisations(db: Queryable): Promise<AccountId[]> {
  const rows = await db.rows<{ id: AccountId }>(
    sql`select account_id as id from organisation order by account_id`,
  )
  return rows.map(row => row.id)
}
