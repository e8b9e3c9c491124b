import type { AccountId, RecordId } from '../../../../lib/id.ts'
import type { Queryable } from '../../../../store/database.ts'
import { sql } from '../../../../store/sql.ts'
import type { Role } from '../../types.ts'
import { FENCE, type Fence } from '../forwarding.ts'

/** An account that does something with what comes in, and all that this needs to know. */
export interface Filter {
  readonly accountId: AccountId
  readonly organisationId: AccountId
  readonly name: string
  readonly address: string | null
  readonly addresses: readonly string[]
  readonly language: string
  readonly timeZone: string | null
  readonly script: string | null
  readonly vacation: Absence | null
  readonly mailboxes: readonly FiledMailbox[]
  /** Where its organisation does not let everything be sent on. */
  readonly fence: Fence | null
}

/** The answer that somebody who is away has set, while it is time. RFC 8621 §8 */
export interface Absence {
  readonly subject: string | null
  readonly textBody: string | null
  readonly htmlBody: string | null
  readonly colleaguesTextBody: string | null
  readonly answersOutside: boolean
}

export interface FiledMailbox {
  readonly id: RecordId
  readonly name: string
  readonly parentId: RecordId | null
  readonly role: Role | null
}

/** Of these accounts, those that have a filter: most have none, and one statement finds that out. */
export const listFilters = (db: Queryable, accounts: readonly AccountId[], now: Date): Promise<Filter[]> =>
  db.rows<Filter>(sql`
    select a.account_id as "accountId", a.organisation_id as "organisationId", p.name, p.email as address,
      p.language, p.time_zone as "timeZone", s.content as script,
      case when v.account_id is not null then jsonb_build_object('subject', v.subject, 'textBody', v.text_body,
        'htmlBody', v.html_body, 'colleaguesTextBody', v.colleagues_text_body, 'answersOutside', v.answers_outside)
      end as vacation,
      (select coalesce(jsonb_agg(d.address), '[]') from address d
        where d.account_id = a.organisation_id and d.principal_id = a.principal_id) as addresses,
      (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'name', b.name, 'parentId', b.parent_id,
        'role', b.role)), '[]') from mailbox b where b.account_id = a.account_id) as mailboxes,
      ${FENCE} as fence
    from account a
    join principal p on p.account_id = a.organisation_id and p.id = a.principal_id
    left join sieve_script s on s.account_id = a.account_id and s.is_active
    left join vacation_response v on v.account_id = a.account_id and v.is_enabled
      and coalesce(v.from_at, '-infinity') <= ${now} and coalesce(v.to_at, 'infinity') > ${now}
    where a.account_id = any(${accounts}::bigint[]) and (s.account_id is not null or v.account_id is not null)`)

/** The other scripts of an account, for `include`. */
export async function listScripts(db: Queryable, accountId: AccountId): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ name: string; content: string }>(
    sql`select name, content from sieve_script where account_id = ${accountId}`,
  )
  return new Map(rows.map(row => [row.name, row.content]))
}

export async function isColleague(
  db: Queryable,
  organisationId: AccountId,
  address: string,
): Promise<boolean> {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return (
    (await db.row(sql`select from domain where account_id = ${organisationId} and name = ${domain}`)) !== null
  )
}
