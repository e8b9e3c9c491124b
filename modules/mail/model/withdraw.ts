import type { House } from '../../../core/house.ts'
import type { AccountId, Digest, RecordId } from '../../../lib/id.ts'
import { fromBytes, toBytes } from '../../../store/blobs/blobs.ts'
import type { Database } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { readFields } from '../../../wire/mime/header-fields.ts'
import { among } from './among.ts'
import { removeOutgoing } from './outgoing.ts'
import { type Outcome, tellDelivery } from './submission-status.ts'

/** Heads of messages that are looked at: more does not wait for the same people from one account. */
const MOST_MESSAGES = 100
const HEAD_BYTES = 64 * 1024

/** RFC 3463 §3.8: what its submission says of it from then on. */
const WITHDRAWN: Outcome = { smtpReply: '550 5.7.0 Called back before it left', delivered: 'no' }

/**
 * Takes a letter off the queue for those of these addresses to whom it has not left, by whichever door it came to the
 * queue; the addresses. What is being sent at this moment is left alone.
 */
export async function withdrawLetter(
  house: House,
  accounts: readonly AccountId[],
  messageId: string,
  addresses: readonly string[],
): Promise<ReadonlySet<string>> {
  const withdrawn = new Set<string>()
  if (addresses.length === 0) return withdrawn
  const wanted = addresses.map(address => address.toLowerCase())
  for (const { accountId, digest } of await listWaiting(house.db, accounts, wanted))
    if ((await readMessageId(house, digest)) === messageId)
      for (const rcpt of await withdraw(house, accountId, digest, wanted)) withdrawn.add(rcpt)
  return withdrawn
}

/** Whoever claimed it and died has lost it by then. */
const waits = (house: House) => sql`is_ours and (state = 'waiting' or next_at <= ${house.now()}::timestamptz)`

async function listWaiting(
  db: Database,
  accounts: readonly AccountId[],
  addresses: readonly string[],
): Promise<{ accountId: AccountId; digest: Digest }[]> {
  const rows = await db.rows<{ accountId: AccountId; digest: Buffer }>(sql`
    select account_id as "accountId", blob_digest as digest from outgoing
    where account_id in ${among(accounts)} and lower(rcpt) = any(${addresses}::text[])
    group by 1, 2 order by max(id) desc limit ${MOST_MESSAGES}`)
  return rows.map(({ accountId, digest }) => ({ accountId, digest: fromBytes(digest) }))
}

async function readMessageId(house: House, digest: Digest): Promise<string | undefined> {
  const head = Buffer.concat(await Array.fromAsync(await house.blobs.open(digest, 0, HEAD_BYTES)))
  const end = head.indexOf('\r\n\r\n')
  const [field] = readFields(head, 0, end < 0 ? head.length : end, name => name === 'message-id')
  return /<([^<>]+)>/.exec(field?.value ?? '')?.[1]
}

function withdraw(
  house: House,
  accountId: AccountId,
  digest: Digest,
  addresses: readonly string[],
): Promise<string[]> {
  return house.db.write(async tx => {
    await lockAccounts(tx, [accountId])
    const rows = await tx.rows<{ id: number; rcpt: string; submissionId: RecordId | null }>(sql`
      select id, rcpt, submission_id as "submissionId" from outgoing
      where account_id = ${accountId} and blob_digest = ${toBytes(digest)} and lower(rcpt) = any(${addresses}::text[])
        and ${waits(house)} for update`)
    await removeOutgoing(
      tx,
      house,
      accountId,
      rows.map(({ id }) => id),
    )
    for (const { submissionId, rcpt } of rows)
      if (submissionId !== null) await tellDelivery(tx, accountId, submissionId, rcpt, WITHDRAWN)
    return rows.map(({ rcpt }) => rcpt.toLowerCase())
  })
}
