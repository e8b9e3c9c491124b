import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import { type Access, bitOf, bitsEverywhere } from '../../../store/access.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import { type MailboxRight, mailbox } from '../types.ts'
import { among } from './among.ts'

/** The account's own people, and the house itself when it files their mail. */
export const asOwner = (accountId: AccountId): Access => ({
  accountId,
  owner: true,
  principals: [],
  readOnly: false,
})

/** Refuses unless the reader holds the right on each of these mailboxes; they must exist, and be seen. */
export async function requireMailboxes(
  db: Queryable,
  access: Access,
  ids: readonly RecordId[],
  right: MailboxRight,
): Promise<void> {
  if (ids.length === 0) return
  if (access.readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
  const seen = bitOf(mailbox, 'mayReadItems')
  const asked = bitOf(mailbox, right)
  const everywhere = bitsEverywhere(mailbox, access)
  const row = await db.row<{ seen: number; held: number }>(sql`
    select count(*) filter (where rights & ${seen}::int <> 0) as seen,
      count(*) filter (where rights & ${asked}::int <> 0) as held
    from (select b.id, ${everywhere}::int | (select coalesce(bit_or(s.rights), 0) from share s where s.account_id = b.account_id and s.type = 'Mailbox'
        and s.container_id = b.id and s.principal_id = any(${access.principals}::bigint[])) as rights
      from mailbox b where b.account_id = ${access.accountId} and b.id in ${among(ids)}) m`)
  const wanted = new Set(ids).size
  if (row!.seen < wanted) throw new Refused('notFound', 'the mailbox does not exist')
  if (row!.held < wanted) throw new Refused('forbidden', `this needs the right ${right}`)
}

/**
 * Of these emails, those on which the reader holds the rights in *every* mailbox that has them, as RFC 8621 §2 asks
 * for keywords and removals.
 */
export async function heldEverywhere(
  db: Queryable,
  access: Access,
  ids: readonly RecordId[],
  rights: readonly MailboxRight[],
): Promise<Set<RecordId>> {
  if (access.readOnly) return new Set()
  const bits = rights.reduce((all, right) => all | bitOf(mailbox, right), 0)
  const everywhere = bitsEverywhere(mailbox, access)
  if ((everywhere & bits) === bits) return new Set(ids)
  const rows = await db.rows<{ id: RecordId }>(sql`
    select h.email_id as id from mailbox_email h
    left join lateral (select bit_or(s.rights) as rights from share s
      where s.account_id = h.account_id and s.type = 'Mailbox' and s.container_id = h.mailbox_id
        and s.principal_id = any(${access.principals}::bigint[])) s on true
    where h.account_id = ${access.accountId} and h.email_id in ${among(ids)}
    group by h.email_id having bool_and((coalesce(s.rights, 0) | ${everywhere}::int) & ${bits}::int = ${bits}::int)`)
  return new Set(rows.map(row => row.id))
}
