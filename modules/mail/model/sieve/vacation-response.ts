import type { AccountId } from '../../../../lib/id.ts'
import type { Queryable, Tx } from '../../../../store/database.ts'
import { lockAccounts, take } from '../../../../store/sequence.ts'
import { sql } from '../../../../store/sql.ts'
import { VACATION_RESPONSE } from '../../types.ts'

/** What an account answers while its owner is away; each account has exactly one. RFC 8621 §8 */
export interface VacationResponse {
  readonly isEnabled: boolean
  readonly fromAt: Date | null
  readonly toAt: Date | null
  readonly subject: string | null
  readonly textBody: string | null
  readonly htmlBody: string | null
  /** Said to people of the organisation instead; null for the same. */
  readonly colleaguesTextBody: string | null
  readonly answersOutside: boolean
}

const NONE: VacationResponse = {
  isEnabled: false,
  fromAt: null,
  toAt: null,
  subject: null,
  textBody: null,
  htmlBody: null,
  colleaguesTextBody: null,
  answersOutside: true,
}

export const readVacation = async (db: Queryable, accountId: AccountId): Promise<VacationResponse> =>
  (await db.row<VacationResponse>(sql`
    select is_enabled as "isEnabled", from_at as "fromAt", to_at as "toAt", subject, text_body as "textBody",
      html_body as "htmlBody", colleagues_text_body as "colleaguesTextBody", answers_outside as "answersOutside"
    from vacation_response where account_id = ${accountId}`)) ?? NONE

export async function setVacation(tx: Tx, accountId: AccountId, v: VacationResponse): Promise<void> {
  await lockAccounts(tx, [accountId])
  await take(tx, accountId, { [VACATION_RESPONSE]: 1 })
  await tx.run(sql`
    insert into vacation_response (account_id, is_enabled, from_at, to_at, subject, text_body, html_body,
      colleagues_text_body, answers_outside)
    values (${accountId}, ${v.isEnabled}, ${v.fromAt}, ${v.toAt}, ${v.subject}, ${v.textBody}, ${v.htmlBody},
      ${v.colleaguesTextBody}, ${v.answersOutside})
    on conflict (account_id) do update set is_enabled = excluded.is_enabled, from_at = excluded.from_at,
      to_at = excluded.to_at, subject = excluded.subject, text_body = excluded.text_body,
      html_body = excluded.html_body, colleagues_text_body = excluded.colleagues_text_body,
      answers_outside = excluded.answers_outside`)
}
