import { accessOf, findActor } from '../../../core/access.ts'
import { audit } from '../../../core/audit.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, PrincipalId } from '../../../lib/id.ts'
import { type Access, mayDelegated } from '../../../store/access.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import { readAddresses } from '../../../wire/mime/address.ts'
import { readFields } from '../../../wire/mime/header-fields.ts'
import { type Reply, reply } from '../../../wire/smtp/reply.ts'
import { type Authorship, findAuthorship } from './authorship.ts'
import { mayUseAddress } from './sender.ts'

// A letter may wait for a month, and who submitted it be gone by then: so what was asked as it came is asked again as it
// leaves.

export interface Waited {
  /** The account that it leaves from. */
  readonly accountId: AccountId
  readonly by: PrincipalId
  readonly mailFrom: string
  /** The header of the letter, as it was submitted. */
  readonly header: Buffer
}

/** Why whoever submitted it may not send it any more. */
export type Withdrawn = 'accountClosed' | 'notFromHere' | 'notInThatName'

/** Who writes the letter now; or why it stays. */
export async function reviewAuthorship(
  db: Queryable,
  { accountId, by, mailFrom, header }: Waited,
): Promise<Authorship | { readonly withdrawn: Withdrawn }> {
  const organisationId = await organisationOf(db, accountId)
  const found = organisationId === null ? null : await findActor(db, organisationId, by)
  if (!found) return { withdrawn: 'accountClosed' }
  const { actor } = found
  const access = await accessOf(db, actor, accountId).catch(outOfReach)
  if (!access || !mayDelegated(access, 'maySendOnBehalf', 'maySendAs')) return { withdrawn: 'notFromHere' }
  if (mailFrom !== '' && !(await mayUseAddress(db, actor, mailFrom))) return { withdrawn: 'notInThatName' }
  const authorship = await findAuthorship(db, actor, authorsOf(header))
  return 'foreign' in authorship ? { withdrawn: 'notInThatName' } : authorship
}

async function organisationOf(db: Queryable, accountId: AccountId): Promise<AccountId | null> {
  const row = await db.row<{ id: AccountId }>(sql`
    select organisation_id as id from account where account_id = ${accountId} and deleted_at is null`)
  return row?.id ?? null
}

function outOfReach(error: unknown): Access | null {
  if (error instanceof Refused && error.code === 'accountNotFound') return null
  throw error
}

/** Everybody whom a letter says that it is from. */
export const authorsOf = (header: Buffer): string[] =>
  readFields(header, 0, header.length, name => name === 'from' || name === 'sender').flatMap(({ value }) =>
    readAddresses(value).map(({ email }) => email),
  )

// RFC 3463 §3.8
export const NO_LONGER_ALLOWED: Reply = reply(550, '5.7.1', 'Whoever submitted it may not send it any more')

/** The administrators find what was kept back in the audit: the house did it. */
export async function auditKeptBack(
  tx: Tx,
  { accountId, by }: Pick<Waited, 'accountId' | 'by'>,
  withdrawn: Withdrawn,
  recipients: number,
): Promise<void> {
  const row = await tx.row<{ organisationId: AccountId; name: string | null; box: string }>(sql`
    select a.organisation_id as "organisationId", p.name, a.name as box from account a
    left join principal p on p.account_id = a.organisation_id and p.id = ${by}
    where a.account_id = ${accountId}`)
  if (!row) return
  await audit(tx, null, row.organisationId, {
    action: 'sendingKeptBack',
    target: { type: 'Principal', id: by, name: row.name ?? '' },
    details: { reason: withdrawn, mailbox: row.box, recipients },
  })
}
