import type { House } from '../../core/house.ts'
import { sql } from '../../store/sql.ts'
import type { Town } from './people.ts'

/** The days of the year's mail, as they would have been counted while it came and went. */
export async function fillActivity({ db }: House, { organisationId }: Town): Promise<void> {
  await db.run(sql`
    insert into activity (account_id, on_date, kind, count)
    select ${organisationId}::bigint, e.received_at::date,
      case m.role when 'sent' then 'sent' else 'received' end, count(*)
    from email e
    join account a on a.account_id = e.account_id and a.organisation_id = ${organisationId}
    join mailbox_email h on h.account_id = e.account_id and h.email_id = e.id
    join mailbox m on m.account_id = h.account_id and m.id = h.mailbox_id and coalesce(m.role, '') <> 'drafts'
    group by 2, 3
    on conflict (account_id, on_date, kind) do nothing`)
}
