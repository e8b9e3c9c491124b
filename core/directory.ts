import type { Descriptor } from '../lib/descriptor.ts'
import { Refused } from '../lib/errors.ts'
import type { AccountId, RecordId } from '../lib/id.ts'
import type { Access } from '../store/access.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { readRecords, type Wire } from '../store/records/read.ts'
import { insertRecords, replaceRecords, type Values } from '../store/records/write.ts'
import { lockAccounts } from '../store/sequence.ts'
import { descriptors } from './types.ts'

// Core's own records, read and written with the verbs' authority.

const all = (accountId: AccountId): Access => ({ accountId, owner: true, principals: [], readOnly: false })

export async function insertRecord(
  tx: Tx,
  accountId: AccountId,
  type: Descriptor,
  values: Values,
): Promise<RecordId> {
  return (await insertRecords(tx, descriptors, accountId, type, [values]))[0]!
}

export async function readRecord(
  db: Queryable,
  accountId: AccountId,
  type: Descriptor,
  id: RecordId,
): Promise<Wire> {
  const [record] = await readRecords(db, descriptors, all(accountId), type, [id])
  if (!record) throw new Refused('notFound', `there is no such ${type.name}`)
  return record
}

export const listRecords = (db: Queryable, accountId: AccountId, type: Descriptor): Promise<Wire[]> =>
  readRecords(db, descriptors, all(accountId), type, null)

/** Changes some properties of a record and numbers it anew; what it was before. Nobody changes others meanwhile. */
export async function changeRecord(
  tx: Tx,
  accountId: AccountId,
  type: Descriptor,
  id: RecordId,
  changes: Values,
): Promise<Wire> {
  await lockAccounts(tx, [accountId])
  const before = await readRecord(tx, accountId, type, id)
  await replaceRecords(tx, descriptors, accountId, type, [{ id, values: { ...before, ...changes } }])
  return before
}
