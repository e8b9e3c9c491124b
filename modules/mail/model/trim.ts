import type { House } from '../../../core/house.ts'
import { sql } from '../../../store/sql.ts'
import { forgetTexts } from './attachment/text.ts'
import { trimLessons } from './junk/learn.ts'

export const TRIM_JOB = 'mail.trim'

/**
 * Memberships that ended before the floor of their account: no state from before it can be followed; and what was found
 * out about emails that have gone.
 */
export async function trimGone(house: House): Promise<void> {
  const { db } = house
  await db.run(sql`
    delete from email_assessment t
    where not exists (select from email e where e.account_id = t.account_id and e.id = t.id)`)
  await trimLessons(db)
  await forgetTexts(house)
  await db.run(sql`
    delete from mailbox_gone g using account a where a.account_id = g.account_id and g.seq <= a.floor`)
}
