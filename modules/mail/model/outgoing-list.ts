import { type By, mustAdminister } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import { Refused } from '../../../lib/errors.ts'
import { type AccountId, readAccountId, writeAccountId } from '../../../lib/id.ts'
import { fromBytes } from '../../../store/blobs/blobs.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import type { Outgoing } from './outgoing.ts'

/** One recipient that waits on the relay queue, as the administration sees it: never a word of the message. */
export interface Waiting {
  readonly id: string
  /** '' for a report. */
  readonly from: string
  readonly to: string
  readonly domain: string
  readonly size: number
  readonly state: 'sending' | 'waiting' | 'retrying'
  readonly attempts: number
  readonly createdAt: string
  readonly nextAt: string
  /** What the other server said last. */
  readonly lastReply: string | null
}

export interface Queue {
  readonly total: number
  readonly list: readonly Waiting[]
}

const MAX_LISTED = 500

/** What waits, the longest tried first. */
export async function listOutgoing(db: Queryable, by: By, organisationId: AccountId): Promise<Queue> {
  mustAdminister(by, organisationId)
  const rows = await db.rows<Omit<Waiting, 'id'> & { account: AccountId; number: number; total: number }>(sql`
    select o.account_id as account, o.id as number, o.mail_from as from, o.rcpt as to, o.domain,
      coalesce(c.size, 0)::float8 as size,
      case when o.state = 'sending' and o.next_at > now() then 'sending'
        when o.attempts > 0 then 'retrying' else 'waiting' end as state,
      o.attempts, to_char(o.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
      to_char(o.next_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "nextAt", o.last_reply as "lastReply",
      count(*) over ()::int as total
    from outgoing o join account a on a.account_id = o.account_id and a.organisation_id = ${organisationId}
    left join content c on c.digest = o.blob_digest
    order by o.attempts desc, o.created_at, o.id limit ${MAX_LISTED}`)
  return {
    total: rows[0]?.total ?? 0,
    list: rows.map(({ account, number, total: _, ...row }) => ({ id: idOf(account, number), ...row })),
  }
}

const idOf = (account: AccountId, number: number): string => `${writeAccountId(account)}-${number}`

interface Key {
  readonly account: AccountId
  readonly number: number
}

function readKey(id: string): Key {
  const [, account = '', number = ''] = /^(\w+)-(\d{1,15})$/.exec(id) ?? []
  const accountId = readAccountId(account)
  if (accountId === null) throw gone()
  return { account: accountId, number: Number(number) }
}

const gone = (): Refused => new Refused('notFound', 'it no longer waits: it has left, or is being sent now')

/** Has it tried again now, however long it was to wait. */
export async function hurryOutgoing(tx: Tx, by: By, organisationId: AccountId, id: string): Promise<void> {
  mustAdminister(by, organisationId)
  const { account, number } = readKey(id)
  const row = await tx.row<{ rcpt: string }>(sql`
    update outgoing o set next_at = now() from account a
    where a.account_id = o.account_id and a.organisation_id = ${organisationId}
      and o.account_id = ${account} and o.id = ${number} and ${isFree()}
    returning o.rcpt`)
  if (!row) throw gone()
  await noted(tx, by, organisationId, 'mailRetried', row.rcpt)
}

/** Takes it out of the hands of those who send, for whoever settles it: nobody sends it meanwhile. */
export async function holdOutgoing(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  id: string,
  until: Date,
): Promise<Outgoing> {
  mustAdminister(by, organisationId)
  const { account, number } = readKey(id)
  const row = await tx.row<Omit<Outgoing, 'digest'> & { digest: Buffer }>(sql`
    update outgoing o set state = 'sending', next_at = ${until} from account a
    where a.account_id = o.account_id and a.organisation_id = ${organisationId}
      and o.account_id = ${account} and o.id = ${number} and ${isFree()}
    returning o.account_id as "accountId", o.id, o.submission_id as "submissionId", o.blob_digest as digest,
      o.mail_from as "mailFrom", o.rcpt, o.domain, o.parameters, o.attempts, o.created_at as "createdAt"`)
  if (!row) throw gone()
  await noted(tx, by, organisationId, 'mailDropped', row.rcpt)
  return { ...row, digest: fromBytes(row.digest) }
}

/** Whoever claimed it and died has lost it by then. */
const isFree = () => sql`(o.state = 'waiting' or o.next_at <= now())`

const noted = (tx: Tx, by: By, organisationId: AccountId, action: string, rcpt: string): Promise<void> =>
  audit(tx, by, organisationId, { action, target: { type: 'OutgoingMail', id: null, name: rcpt } })
