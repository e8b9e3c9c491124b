import { domainToASCII } from 'node:url'
import type { House } from '../../../core/house.ts'
import type { AccountId, Digest, RecordId } from '../../../lib/id.ts'
import { fromBytes, toBytes } from '../../../store/blobs/blobs.ts'
import type { Database, Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** What SMTP's extensions say of a message or a recipient. */
// RFC 3461 §4; RFC 6531 §3.4
export interface RelayParameters {
  readonly ret?: 'FULL' | 'HDRS'
  readonly envid?: string
  readonly notify?: string
  readonly orcpt?: string
  readonly smtputf8?: boolean
}

export interface Leaving {
  readonly digest: Digest
  /** '' for a report, to which nobody answers. */
  readonly mailFrom: string
  readonly recipients: readonly {
    readonly rcpt: string
    /** In lower case ASCII. */
    readonly domain: string
    readonly parameters?: RelayParameters
  }[]
  readonly submissionId: RecordId | null
  /** Not before. */
  readonly at: Date
  /** Written by one of our own people, who had logged in, or by the house: only that is signed. */
  readonly isOurs?: boolean
}

/** One recipient of a message that leaves, claimed by a worker. */
export interface Outgoing {
  readonly accountId: AccountId
  readonly id: number
  readonly submissionId: RecordId | null
  readonly digest: Digest
  readonly mailFrom: string
  readonly rcpt: string
  readonly domain: string
  readonly parameters: RelayParameters
  readonly isOurs: boolean
  readonly attempts: number
  readonly createdAt: Date
}

/** Puts a message that the account holds on the relay queue; announced as `outgoing`. */
export async function queueOutgoing(
  tx: Tx,
  house: House,
  accountId: AccountId,
  leaving: Leaving,
): Promise<void> {
  const rows = leaving.recipients.map(({ rcpt, domain, parameters = {} }) => ({ rcpt, domain, parameters }))
  if (rows.length === 0) return
  await tx.run(sql`
    update blob set refs = refs + ${rows.length}::int, touched_at = now()
    where account_id = ${accountId} and digest = ${toBytes(leaving.digest)}`)
  await tx.run(sql`
    insert into outgoing (account_id, submission_id, blob_digest, mail_from, rcpt, domain, parameters, is_ours, next_at, created_at)
    select ${accountId}::bigint, ${leaving.submissionId}::bigint, ${toBytes(leaving.digest)}::bytea, ${leaving.mailFrom}::text,
      rcpt, domain, parameters, ${leaving.isOurs ?? false}::boolean, ${leaving.at}::timestamptz, ${house.now()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}) as r(rcpt text, domain text, parameters jsonb)`)
  tx.announce({ kind: 'outgoing', accountId, at: leaving.at.toISOString() })
}

/** The domain of an address, as the queue sorts by it: lower case, in the form of DNS; "[192.0.2.7]" for a number. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  return domain.startsWith('[') ? domain.toLowerCase() : domainToASCII(domain).toLowerCase()
}

interface Row extends Omit<Outgoing, 'digest'> {
  digest: Buffer
}

/**
 * Claims what is due, until `until`: a worker that dies loses its claim by then. `busy` are domains that have as many
 * deliveries under way as they bear.
 */
export async function claimOutgoing(
  db: Database,
  now: Date,
  until: Date,
  limit: number,
  busy: readonly string[] = [],
): Promise<Outgoing[]> {
  const rows = await db.rows<Row>(sql`
    update outgoing o set state = 'sending', next_at = ${until}
    from (select account_id, id from outgoing where next_at <= ${now} and domain <> all(${busy}::text[])
      order by next_at limit ${limit} for update skip locked) due
    where o.account_id = due.account_id and o.id = due.id
    returning o.account_id as "accountId", o.id, o.submission_id as "submissionId", o.blob_digest as digest,
      o.mail_from as "mailFrom", o.rcpt, o.domain, o.parameters, o.is_ours as "isOurs", o.attempts, o.created_at as "createdAt"`)
  return rows.map(row => ({ ...row, digest: fromBytes(row.digest) }))
}

/** When the next one is due, so that a worker sleeps no longer; null when the queue is empty. */
export async function nextOutgoing(db: Database): Promise<Date | null> {
  const row = await db.row<{ at: Date | null }>(sql`select min(next_at) as at from outgoing`)
  return row!.at
}

/** A try that failed for now: the next one is at `at`. */
export const postponeOutgoing = (
  db: Database,
  { accountId, id }: Pick<Outgoing, 'accountId' | 'id'>,
  at: Date,
  reply: string,
): Promise<number> =>
  db.run(sql`
    update outgoing set state = 'waiting', next_at = ${at}, attempts = attempts + 1, last_reply = ${reply}
    where account_id = ${accountId} and id = ${id}`)

/** Takes settled recipients off the queue and lets go of the bytes; those that stood. */
export async function removeOutgoing(
  tx: Tx,
  house: House,
  accountId: AccountId,
  ids: readonly number[],
): Promise<number> {
  const rows = await tx.rows<{ digest: Buffer }>(sql`
    delete from outgoing where account_id = ${accountId} and id = any(${ids}::bigint[]) returning blob_digest as digest`)
  house.blobs.release(
    tx,
    accountId,
    rows.map(row => fromBytes(row.digest)),
  )
  return rows.length
}
