import type { AccountId } from '../../../lib/id.ts'
import type { Database } from '../../../store/database.ts'
import { insertRecords } from '../../../store/records/write.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { identity } from '../types.ts'
import { findOwner } from './sender.ts'

/** Gives an account that can write no letter yet the identity of its owner. */
export async function furnishIdentity(db: Database, accountId: AccountId): Promise<void> {
  if (await hasIdentity(db, accountId)) return
  const owner = await findOwner(db, accountId)
  if (!owner?.address) return
  const values = {
    name: owner.name,
    email: owner.address,
    replyTo: null,
    bcc: null,
    textSignature: '',
    htmlSignature: '',
  }
  await db.write(async tx => {
    await lockAccounts(tx, [accountId])
    if (!(await hasIdentity(tx, accountId))) await insertRecords(tx, new Map(), accountId, identity, [values])
  })
}

const hasIdentity = async (db: Pick<Database, 'row'>, accountId: AccountId): Promise<boolean> =>
  (await db.row(sql`select from identity where account_id = ${accountId} limit 1`)) !== null
