import type { RecordId, Seq } from '../../../lib/id.ts'
import { type Access, bitsEverywhere, mayClause } from '../../../store/access.ts'
import type { Queryable } from '../../../store/database.ts'
import { readStateString } from '../../../store/records/changes.ts'
import { sql } from '../../../store/sql.ts'
import { mailbox, type Role } from '../types.ts'

/** A mailbox as doors list it. */
export interface MailboxRow {
  readonly id: RecordId
  readonly name: string
  readonly parentId: RecordId | null
  readonly role: Role | null
  readonly sortOrder: number
  readonly isSubscribed: boolean
  readonly uidValidity: number
  readonly uidNext: number
  /** HIGHESTMODSEQ; never 0, as a mailbox is itself a change. */
  readonly highestSeq: Seq
  readonly totalEmails: number
  /** Neither read nor a draft. */
  readonly unreadEmails: number
  /** Unread ones and drafts. */
  readonly unseenEmails: number
  /** With the keyword that IMAP's EXPUNGE looks for. */
  readonly deletedEmails: number
  /** Bytes of its emails. */
  readonly size: number
  /** Keywords that its emails have, or had once; in order, separated by a space. */
  readonly keywords: string
  /** Bits that store/access.ts reads. */
  readonly rights: number
}

const TYPES = new Map([[mailbox.name, mailbox]])

/** The mailboxes that the reader sees, parents before their children within each level's order. */
export const listMailboxes = (
  db: Queryable,
  access: Access,
  ids: readonly RecordId[] | null = null,
): Promise<MailboxRow[]> =>
  db.rows(sql`
    select t.id, t.name, t.parent_id as "parentId", t.role, t.sort_order as "sortOrder",
      t.is_subscribed as "isSubscribed", t.uid_validity as "uidValidity", t.uid_next as "uidNext",
      greatest(t.highest_seq, t.id) as "highestSeq", t.total_emails as "totalEmails", t.unread_emails as "unreadEmails",
      t.unseen_emails as "unseenEmails", t.deleted_emails as "deletedEmails", t.size, array_to_string(t.keywords, ' ') as keywords,
      ${bitsEverywhere(mailbox, access)}::int | ${
        access.owner
          ? sql`0`
          : sql`
        (select coalesce(bit_or(s.rights), 0) from share s where s.account_id = t.account_id and s.type = 'Mailbox'
          and s.container_id = t.id and s.principal_id = any(${access.principals}::bigint[]))`
      } as rights
    from mailbox t
    where t.account_id = ${access.accountId} and ${ids === null ? sql`true` : sql`t.id = any(${ids}::bigint[])`}
      and ${mayClause(mailbox, TYPES, access, 'mayReadItems')}
    order by t.sort_order, fold(t.name) collate "C", t.id`)

export async function findMailbox(db: Queryable, access: Access, id: RecordId): Promise<MailboxRow | null> {
  return (await listMailboxes(db, access, [id]))[0] ?? null
}

export async function findRole(db: Queryable, access: Access, role: Role): Promise<RecordId | null> {
  const row = await db.row<{ id: RecordId }>(
    sql`select id from mailbox where account_id = ${access.accountId} and role = ${role}`,
  )
  return row?.id ?? null
}

// RFC 8621 §2.2
export const COUNT_PROPERTIES = ['totalEmails', 'unreadEmails', 'totalThreads', 'unreadThreads'] as const

/** Whether anything but a count of these has moved since a state. */
export async function haveNewSettings(
  db: Queryable,
  access: Access,
  ids: readonly RecordId[],
  since: string,
): Promise<boolean> {
  const { seq } = readStateString(access, since)
  const row = await db.row(sql`
    select from mailbox where account_id = ${access.accountId} and id = any(${ids}::bigint[])
      and case when seq <> counts_seq then seq else settings_seq end > ${seq} limit 1`)
  return row !== null
}
