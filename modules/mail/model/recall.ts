import type { Actor } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import type { House } from '../../../core/house.ts'
import { type Resolution, resolveAddresses } from '../../../core/resolve.ts'
import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { Queryable } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import { findAuthorship } from './authorship.ts'
import { destroyEmails } from './destroy.ts'
import { type EmailContent, type EmailRow, readEmails } from './emails.ts'
import { asOwner } from './rights.ts'
import { hashOfMessage } from './threading.ts'

/** More accounts are not gone through in one request. */
const MOST_ACCOUNTS = 1_000

/**
 * What became of a letter at an address that it went to. Whether it was read is not told: `kept` is also what was filed
 * away, sent on or never came.
 */
export type Fate = 'recalled' | 'partly' | 'kept' | 'outside'

export interface RecalledFrom {
  readonly name: string | null
  readonly email: string
  readonly fate: Fate
}

/**
 * Takes a letter back from those of the organisation who have not read it. Only who may write in the name of its From
 * may; what left for outside, or was opened, stays where it is. Each account is a transaction of its own: run again, it
 * goes on.
 */
export async function recallEmail(
  house: House,
  actor: Actor,
  access: Access,
  emailId: RecordId,
): Promise<readonly RecalledFrom[]> {
  const [row] = await readEmails(house.db, access, [emailId], 'content')
  if (!row) throw new Refused('notFound', 'the email does not exist')
  const letter = readLetter(row)
  if (access.readOnly || 'foreign' in (await findAuthorship(house.db, actor, letter.from)))
    throw new Refused('forbidden', 'only who sent it may call it back', { type: 'forbiddenFrom' })
  const resolved = await resolveAddresses(
    house.db,
    letter.recipients.map(one => one.email),
  )
  const accounts = accountsOf(resolved, actor.organisationId).filter(id => id !== access.accountId)
  if (accounts.length > MOST_ACCOUNTS)
    throw new Refused('tooMany', `it went to more than ${MOST_ACCOUNTS} people`)
  const recalled = new Set<AccountId>()
  for (const accountId of await holdersOf(house.db, accounts, letter))
    if (await takeBack(house, accountId, letter)) recalled.add(accountId)
  const report = letter.recipients.map(({ name, email }) => ({
    name,
    email,
    fate: fateOf(resolved.get(email)!, actor.organisationId, recalled),
  }))
  await record(house, actor, row, report)
  return report
}

interface Letter {
  readonly messageId: string
  readonly from: readonly string[]
  readonly recipients: readonly EmailAddress[]
}

function readLetter({ content, keywords }: EmailRow): Letter {
  const { messageId, from } = content!
  const [id] = messageId ?? []
  if (id === undefined || !from?.length || keywords.includes('$draft'))
    throw new Refused('notPossible', 'this was not sent', { type: 'invalidEmail' })
  return { messageId: id, from: from.map(({ email }) => email), recipients: recipientsOf(content!) }
}

function recipientsOf({ to, cc, bcc }: EmailContent): readonly EmailAddress[] {
  const all = [...(to ?? []), ...(cc ?? []), ...(bcc ?? [])]
  return [...new Map(all.map(one => [one.email.toLowerCase(), one])).values()]
}

const accountsOf = (
  resolved: ReadonlyMap<string, Resolution>,
  organisationId: AccountId,
): readonly AccountId[] => [
  ...new Set(
    [...resolved.values()].flatMap(found => reachedBy(found, organisationId).map(one => one.accountId)),
  ),
]

const reachedBy = (found: Resolution, organisationId: AccountId) =>
  found.kind === 'found' && found.organisationId === organisationId ? found.recipients : []

/** Accounts that have it unread; a copy among what was sent is the sender's. */
async function holdersOf(
  db: Queryable,
  accounts: readonly AccountId[],
  letter: Letter,
): Promise<readonly AccountId[]> {
  const rows = await db.rows<{ accountId: AccountId }>(sql`
    select distinct e.account_id as "accountId" from ${unreadCopies(accounts, letter)} order by 1`)
  return rows.map(row => row.accountId)
}

/** False where it was read meanwhile. */
function takeBack(house: House, accountId: AccountId, letter: Letter): Promise<boolean> {
  return house.db.write(async tx => {
    await lockAccounts(tx, [accountId])
    const rows = await tx.rows<{ id: RecordId }>(sql`select e.id from ${unreadCopies([accountId], letter)}`)
    await destroyEmails(
      tx,
      house,
      asOwner(accountId),
      rows.map(row => row.id),
    )
    return rows.length > 0
  })
}

const unreadCopies = (accounts: readonly AccountId[], { messageId, from }: Letter) => sql`
  unnest(${accounts}::bigint[]) a(account_id)
  join thread_message m on m.account_id = a.account_id and m.message_hash = ${hashOfMessage(messageId)}::bigint
  join email e on e.account_id = m.account_id and e.thread_id = m.thread_id
  join email_content c on c.account_id = e.account_id and c.id = e.id
  where c.message_id[1] = ${messageId} and author_key(c.from_list) = ${from[0]!.toLowerCase()}
    and not e.keywords && '{$seen,$answered,$forwarded}'
    and not exists (select from mailbox_email f
      join mailbox b on b.account_id = f.account_id and b.id = f.mailbox_id
      where f.account_id = e.account_id and f.email_id = e.id and b.role = 'sent')`

function fateOf(found: Resolution, organisationId: AccountId, recalled: ReadonlySet<AccountId>): Fate {
  const reached = reachedBy(found, organisationId)
  if (reached.length === 0) return 'outside'
  const back = reached.filter(one => recalled.has(one.accountId))
  if (back.length === 0) return 'kept'
  return back.length === reached.length ? 'recalled' : 'partly'
}

async function record(
  house: House,
  actor: Actor,
  { id, content }: EmailRow,
  report: readonly RecalledFrom[],
): Promise<void> {
  const count = (...fates: Fate[]) => report.filter(({ fate }) => fates.includes(fate)).length
  await house.db.write(tx =>
    audit(tx, actor, actor.organisationId, {
      action: 'emailRecalled',
      target: { type: 'Email', id, name: (content!.subject ?? '').slice(0, 300) },
      details: { recalled: count('recalled', 'partly'), kept: count('kept'), outside: count('outside') },
    }),
  )
}
