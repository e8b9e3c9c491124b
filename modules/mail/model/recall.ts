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
import { withdrawLetter } from './withdraw.ts'

/** Accounts that are gone through in one request, and in each run of the job that goes on. */
const AT_ONCE = 1_000

export const RECALL_JOB = 'mail.recall'

/**
 * What became of a letter at an address that it went to. Whether it was read is not told: `kept` is also what was filed
 * away, sent on or never came. `underway` goes on after the answer; of the addresses outside, `stopped` is where it had
 * not left.
 */
export type Fate = 'recalled' | 'partly' | 'kept' | 'underway' | 'stopped' | 'outside'

export interface RecalledFrom {
  readonly name: string | null
  readonly email: string
  readonly fate: Fate
}

/**
 * Takes a letter back from those of the organisation who have not read it. Only who may write in the name of its From
 * may; what left for outside, or was opened, stays where it is. Each account is a transaction of its own: run again, it
 * goes on. What is more than one request bears is left to a job.
 */
export async function recallEmail(
  house: House,
  actor: Actor,
  access: Access,
  emailId: RecordId,
  atOnce = AT_ONCE,
): Promise<readonly RecalledFrom[]> {
  const { row, letter, resolved, holders } = await findSent(house, actor, access, emailId)
  const rest = holders.slice(atOnce)
  await goOn(house, { ...letter, accounts: rest })
  const outside = [...resolved].flatMap(([email, { kind }]) => (kind === 'elsewhere' ? [email] : []))
  const whose = [...new Set([access.accountId, actor.accountId])]
  const done: Done = {
    stopped: await withdrawLetter(house, whose, letter.messageId, outside),
    recalled: await takeBackAll(house, holders.slice(0, atOnce), letter),
    underway: new Set(rest),
  }
  const report = letter.recipients.map(({ name, email }) => ({
    name,
    email,
    fate: done.stopped.has(email.toLowerCase())
      ? ('stopped' as const)
      : fateOf(resolved.get(email)!, actor.organisationId, done),
  }))
  await record(house, actor, row, report)
  return report
}

/** How many accounts have it unread still: none, once the job has gone through all. For its author alone. */
export const countUnrecalled = async (
  house: House,
  actor: Actor,
  access: Access,
  emailId: RecordId,
): Promise<number> => (await findSent(house, actor, access, emailId)).holders.length

/** A letter of the actor's, what its addresses are, and who has it unread. */
async function findSent(house: House, actor: Actor, access: Access, emailId: RecordId) {
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
  return { row, letter, resolved, holders: await holdersOf(house.db, accounts, letter) }
}

interface Done {
  /** Addresses. */
  readonly stopped: ReadonlySet<string>
  readonly recalled: ReadonlySet<AccountId>
  readonly underway: ReadonlySet<AccountId>
}

type Rest = Sought & { readonly accounts: readonly AccountId[] }

/** The job: some more accounts. Run twice, it finds nothing to take back in those that it went through. */
export async function recallRest(house: House, { accounts, ...letter }: Rest): Promise<void> {
  await takeBackAll(house, accounts.slice(0, AT_ONCE), letter)
  await goOn(house, { ...letter, accounts: accounts.slice(AT_ONCE) })
}

async function goOn(house: House, { messageId, from, accounts }: Rest): Promise<void> {
  if (accounts.length === 0) return
  await house.db.write(tx => house.jobs.enqueue(tx, RECALL_JOB, { messageId, from, accounts } satisfies Rest))
}

async function takeBackAll(
  house: House,
  accounts: readonly AccountId[],
  letter: Sought,
): Promise<ReadonlySet<AccountId>> {
  const recalled = new Set<AccountId>()
  for (const accountId of accounts) if (await takeBack(house, accountId, letter)) recalled.add(accountId)
  return recalled
}

/** By what a copy of the letter is known. */
type Sought = Pick<Letter, 'messageId' | 'from'>

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
  letter: Sought,
): Promise<readonly AccountId[]> {
  const rows = await db.rows<{ accountId: AccountId }>(sql`
    select distinct e.account_id as "accountId" from ${unreadCopies(accounts, letter)} order by 1`)
  return rows.map(row => row.accountId)
}

/** False where it was read meanwhile. */
function takeBack(house: House, accountId: AccountId, letter: Sought): Promise<boolean> {
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

const unreadCopies = (accounts: readonly AccountId[], { messageId, from }: Sought) => sql`
  unnest(${accounts}::bigint[]) a(account_id)
  join thread_message m on m.account_id = a.account_id and m.message_hash = ${hashOfMessage(messageId)}::bigint
  join email e on e.account_id = m.account_id and e.thread_id = m.thread_id
  join email_content c on c.account_id = e.account_id and c.id = e.id
  where c.message_id[1] = ${messageId} and author_key(c.from_list) = ${from[0]!.toLowerCase()}
    and not e.keywords && '{$seen,$answered,$forwarded}'
    and not exists (select from mailbox_email f
      join mailbox b on b.account_id = f.account_id and b.id = f.mailbox_id
      where f.account_id = e.account_id and f.email_id = e.id and b.role = 'sent')`

function fateOf(found: Resolution, organisationId: AccountId, { recalled, underway }: Done): Fate {
  const reached = reachedBy(found, organisationId)
  if (reached.length === 0) return 'outside'
  if (reached.some(one => underway.has(one.accountId))) return 'underway'
  const back = reached.filter(one => recalled.has(one.accountId))
  if (back.length === 0) return 'kept'
  return back.length === reached.length ? 'recalled' : 'partly'
}

/** How many addresses, by what the audit says of them. */
const TOLD: Readonly<Record<string, readonly Fate[]>> = {
  recalled: ['recalled', 'partly'],
  underway: ['underway'],
  kept: ['kept'],
  stopped: ['stopped'],
  outside: ['outside'],
}

async function record(
  house: House,
  actor: Actor,
  { id, content }: EmailRow,
  report: readonly RecalledFrom[],
): Promise<void> {
  await house.db.write(tx =>
    audit(tx, actor, actor.organisationId, {
      action: 'emailRecalled',
      target: { type: 'Email', id, name: (content!.subject ?? '').slice(0, 300) },
      details: Object.fromEntries(
        Object.entries(TOLD).map(([name, fates]) => [
          name,
          report.filter(({ fate }) => fates.includes(fate)).length,
        ]),
      ),
    }),
  )
}
