import type { Actor } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import type { House } from '../../../core/house.ts'
import type { AccountId, PrincipalId } from '../../../lib/id.ts'
import type { Database } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

/** Pairs of a reader and an account that this process remembers; beyond, it asks the database again. */
const MOST_REMEMBERED = 50_000

const remembered = new WeakMap<Database, Map<string, string>>()

/**
 * Somebody reads the mail of another account: the first time in a day (UTC) that stands in the audit, before anything is
 * answered. The rest of the day costs nothing in this process, and one statement in each other.
 */
export async function noteOpening(house: House, actor: Actor, accountId: AccountId): Promise<void> {
  if (accountId === actor.accountId || accountId === actor.organisationId) return
  const today = house.now().toISOString().slice(0, 10)
  const known = knownOf(house.db)
  const key = `${actor.principalId} ${accountId}`
  if (known.get(key) === today) return
  await house.db.write(async tx => {
    const first = await tx.run(sql`
      insert into mail_opened as o (account_id, principal_id, opened_on)
      values (${accountId}, ${actor.principalId}, ${today}::date)
      on conflict (account_id, principal_id) do update set opened_on = excluded.opened_on
      where o.opened_on < excluded.opened_on`)
    if (first === 0) return
    const owner = await tx.row<{ id: PrincipalId | null; name: string }>(sql`
      select principal_id as id, name from account where account_id = ${accountId}`)
    await audit(tx, actor, actor.organisationId, {
      action: 'mailOpened',
      target: { type: 'Principal', id: owner!.id, name: owner!.name },
    })
  })
  if (known.size >= MOST_REMEMBERED) known.clear()
  known.set(key, today)
}

function knownOf(db: Database): Map<string, string> {
  const known = remembered.get(db) ?? new Map<string, string>()
  remembered.set(db, known)
  return known
}
