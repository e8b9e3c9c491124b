import { Refused } from '../../../lib/errors.ts'
import type { AccountId, PrincipalId, RecordId } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'

/** What notes are about, and whose they are. RFC 5464 §3 */
export interface Annotated {
  readonly accountId: AccountId
  /** Null: the server. */
  readonly mailboxId: RecordId | null
  /** Null: shared by all who see the mailbox. */
  readonly principalId: PrincipalId | null
}

export interface Annotation {
  readonly entry: string
  readonly value: Buffer
}

/** Notes that one person, or all together, may keep about one thing. */
export const MAX_ANNOTATIONS = 100
/** Octets of one note. */
export const MAX_ANNOTATION = 65_536

/** Notes with these names, and with `depth` those that stand so far below them. */
export async function listAnnotations(
  db: Queryable,
  about: Annotated,
  entries: readonly string[],
  depth: 0 | 1 | 'infinity',
): Promise<Annotation[]> {
  const { accountId, mailboxId, principalId } = keyOf(about)
  return db.rows<Annotation>(sql`
    select entry, value from annotation
    where account_id = ${accountId} and mailbox_id = ${mailboxId} and principal_id = ${principalId}
      and exists (select from unnest(${entries}::text[]) asked
        where entry = asked or (${depth !== 0} and starts_with(entry, asked || '/')
          and (${depth === 'infinity'} or strpos(substr(entry, length(asked) + 2), '/') = 0)))
    order by entry`)
}

/** Writes notes, or with null takes them away; all or none. */
export async function setAnnotations(
  tx: Tx,
  about: Annotated,
  entries: ReadonlyMap<string, Buffer | null>,
): Promise<void> {
  const { accountId, mailboxId, principalId } = keyOf(about)
  await lockAccounts(tx, [accountId])
  const names = [...entries.keys()]
  const kept = [...entries].filter((one): one is [string, Buffer] => one[1] !== null)
  await tx.run(sql`
    delete from annotation where account_id = ${accountId} and mailbox_id = ${mailboxId}
      and principal_id = ${principalId} and entry = any(${names}::text[])`)
  await tx.run(sql`
    insert into annotation (account_id, mailbox_id, principal_id, entry, value)
    select ${accountId}::bigint, ${mailboxId}::bigint, ${principalId}::bigint, entry, decode(value, 'base64')
    from unnest(${kept.map(([name]) => name)}::text[], ${kept.map(([, value]) => value.toString('base64'))}::text[])
      r(entry, value)`)
  const row = await tx.row<{ count: number }>(sql`
    select count(*) as count from annotation where account_id = ${accountId} and mailbox_id = ${mailboxId}
      and principal_id = ${principalId}`)
  if (row!.count > MAX_ANNOTATIONS)
    throw new Refused('tooMany', `at most ${MAX_ANNOTATIONS} entries are kept`)
}

/** With the mailbox goes what was noted about it. */
export async function destroyAnnotations(tx: Tx, accountId: AccountId, mailboxId: RecordId): Promise<void> {
  await tx.run(sql`delete from annotation where account_id = ${accountId} and mailbox_id = ${mailboxId}`)
}

const keyOf = ({ accountId, mailboxId, principalId }: Annotated) => ({
  accountId,
  mailboxId: mailboxId ?? 0,
  principalId: principalId ?? 0,
})
