import type { House } from '../../../../core/house.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { AccountId, Digest, RecordId } from '../../../../lib/id.ts'
import { fromBytes, toBytes } from '../../../../store/blobs/blobs.ts'
import type { Spooled } from '../../../../store/blobs/spool.ts'
import type { Queryable, Tx } from '../../../../store/database.ts'
import { deleteRecords, touchRecords } from '../../../../store/records/write.ts'
import { lockAccounts, take } from '../../../../store/sequence.ts'
import { sql } from '../../../../store/sql.ts'
import { MAX_SCRIPT_NAME, MAX_SCRIPT_SIZE, sieveScript } from '../../types.ts'

/** A script as the doors list it. */
export interface ScriptRow {
  readonly id: RecordId
  readonly name: string
  readonly isActive: boolean
}

/** Text that was found to be a script, and the blob that clients get it as. */
export interface ScriptContent {
  readonly text: string
  readonly blob: Spooled
}

export const MAX_SCRIPTS = 100

export const prepareScript = async (house: House, text: string): Promise<ScriptContent> => ({
  text,
  blob: await house.blobs.prepare(Buffer.from(text), MAX_SCRIPT_SIZE),
})

export const listScriptRows = (db: Queryable, accountId: AccountId): Promise<ScriptRow[]> =>
  db.rows<ScriptRow>(sql`
    select id, name, is_active as "isActive" from sieve_script where account_id = ${accountId} order by name collate "C"`)

export const findScript = (
  db: Queryable,
  accountId: AccountId,
  name: string,
): Promise<(ScriptRow & { readonly content: string }) | null> =>
  db.row(sql`
    select id, name, is_active as "isActive", content from sieve_script
    where account_id = ${accountId} and name = ${name}`)

export async function createScript(
  tx: Tx,
  house: House,
  accountId: AccountId,
  name: string,
  { text, blob }: ScriptContent,
): Promise<RecordId> {
  await lockAccounts(tx, [accountId])
  await refuseName(tx, accountId, null, name)
  const rows = await listScriptRows(tx, accountId)
  if (rows.length >= MAX_SCRIPTS)
    throw new Refused('overQuota', `not more than ${MAX_SCRIPTS} scripts are kept`, { type: 'overQuota' })
  const id = (await take(tx, accountId, { [sieveScript.name]: 1 }))[sieveScript.name] as number as RecordId
  await house.blobs.hold(tx, accountId, blob, 1)
  await tx.run(sql`
    insert into sieve_script (account_id, id, seq, name, blob_digest, content)
    values (${accountId}, ${id}, ${id}, ${name}, ${toBytes(blob.digest)}, ${text})`)
  return id
}

export async function updateScript(
  tx: Tx,
  house: House,
  accountId: AccountId,
  id: RecordId,
  { name, content }: { name?: string; content?: ScriptContent },
): Promise<void> {
  await lockAccounts(tx, [accountId])
  const before = await digestOf(tx, accountId, id)
  if (name !== undefined) {
    await refuseName(tx, accountId, id, name)
    await tx.run(sql`update sieve_script set name = ${name} where account_id = ${accountId} and id = ${id}`)
  }
  if (content) {
    await house.blobs.hold(tx, accountId, content.blob, 1)
    await tx.run(sql`
      update sieve_script set blob_digest = ${toBytes(content.blob.digest)}, content = ${content.text}
      where account_id = ${accountId} and id = ${id}`)
    house.blobs.release(tx, accountId, [before])
  }
  await touchRecords(tx, accountId, sieveScript, [id])
}

/** One script at most is active; null for none. What was changed by it. */
export async function activateScript(tx: Tx, accountId: AccountId, id: RecordId | null): Promise<RecordId[]> {
  await lockAccounts(tx, [accountId])
  if (id !== null) await digestOf(tx, accountId, id)
  const off = await tx.rows<{ id: RecordId }>(sql`
    update sieve_script set is_active = false
    where account_id = ${accountId} and is_active and id is distinct from ${id}::bigint returning id`)
  const on = await tx.rows<{ id: RecordId }>(sql`
    update sieve_script set is_active = true
    where account_id = ${accountId} and not is_active and id = ${id}::bigint returning id`)
  const changed = [...off, ...on].map(row => row.id)
  await touchRecords(tx, accountId, sieveScript, changed)
  return changed
}

// RFC 9661 §2.5
export async function destroyScript(tx: Tx, house: House, accountId: AccountId, id: RecordId): Promise<void> {
  await lockAccounts(tx, [accountId])
  const digest = await digestOf(tx, accountId, id)
  const active = await tx.row(sql`
    select from sieve_script where account_id = ${accountId} and id = ${id} and is_active`)
  if (active)
    throw new Refused('inUse', 'an active script stays: switch it off first', { type: 'sieveIsActive' })
  await deleteRecords(tx, accountId, sieveScript, [id])
  house.blobs.release(tx, accountId, [digest])
}

async function digestOf(db: Queryable, accountId: AccountId, id: RecordId): Promise<Digest> {
  const row = await db.row<{ digest: Buffer }>(sql`
    select blob_digest as digest from sieve_script where account_id = ${accountId} and id = ${id}`)
  if (!row) throw new Refused('notFound', 'the script does not exist')
  return fromBytes(row.digest)
}

// RFC 5804 §1.6; RFC 9661 §2
async function refuseName(
  db: Queryable,
  accountId: AccountId,
  id: RecordId | null,
  name: string,
): Promise<void> {
  const isFit =
    name !== '' &&
    name.length <= MAX_SCRIPT_NAME &&
    name.isWellFormed() &&
    !/[\p{Cc}\u2028\u2029]/u.test(name)
  if (!isFit)
    throw new Refused('invalidProperties', `"${name}" cannot be the name of a script`, {
      properties: ['name'],
    })
  const taken = await db.row<{ id: RecordId }>(sql`
    select id from sieve_script where account_id = ${accountId} and name = ${name} and id is distinct from ${id}::bigint`)
  if (taken)
    throw new Refused('alreadyExists', 'another script has this name', {
      existingId: `${sieveScript.prefix}${taken.id}`,
    })
}
