import type { House } from '../../core/house.ts'
import type { AccountId } from '../../lib/id.ts'
import { take } from '../../store/sequence.ts'
import { sql } from '../../store/sql.ts'
import { DOMAIN } from '../login.ts'

const PEOPLE = 5_000
const GROUPS = 100
const MEMBERS = 50

/**
 * The others of a large organisation: people with accounts and mailboxes, as copies of one who has just been made, and
 * groups of them. Whatever looks through all of them when one comes is seen in every line.
 */
export async function fillOrganisation(house: House, template: AccountId): Promise<void> {
  await house.db.write(async tx => {
    const { organisationId } = (await tx.row<{ organisationId: AccountId }>(
      sql`select organisation_id as "organisationId" from account where account_id = ${template}`,
    ))!
    const first = (await take(tx, organisationId, { Principal: PEOPLE + GROUPS })).Principal
    const group = first + PEOPLE
    const copied = sql`account t join principal p on p.account_id = t.organisation_id and p.id = t.principal_id`
    await tx.run(sql`insert into principal select (jsonb_populate_record(p, jsonb_build_object('id', ${first}::bigint + n,
        'seq', ${first}::bigint + n, 'name', 'Person ' || n, 'email', 'person' || n || '@' || ${DOMAIN}::text))).*
      from ${copied}, generate_series(0, ${PEOPLE - 1}::int) n where t.account_id = ${template}`)
    await tx.run(sql`insert into principal select (jsonb_populate_record(p, jsonb_build_object('id', ${group}::bigint + n,
        'seq', ${group}::bigint + n, 'kind', 'group', 'name', 'Group ' || n, 'email', 'group' || n || '@' || ${DOMAIN}::text))).*
      from ${copied}, generate_series(0, ${GROUPS - 1}::int) n where t.account_id = ${template}`)
    await tx.run(sql`insert into address (account_id, address, domain, principal_id, is_alias)
      select account_id, email, ${DOMAIN}, id, false from principal where account_id = ${organisationId} and id >= ${first}`)
    await tx.run(sql`insert into member (account_id, group_id, principal_id)
      select ${organisationId}::bigint, ${group}::bigint + g, ${first}::bigint + (g * ${MEMBERS}::int + m) % ${PEOPLE}::int
      from generate_series(0, ${GROUPS - 1}::int) g, generate_series(0, ${MEMBERS - 1}::int) m`)
    await tx.run(sql`insert into account (organisation_id, principal_id, name, seq, states)
      select t.organisation_id, p.id, p.name, t.seq, t.states from account t
      join principal p on p.account_id = t.organisation_id and p.id >= ${first} and p.kind = 'individual'
      where t.account_id = ${template}`)
    await tx.run(sql`insert into mailbox select (jsonb_populate_record(b, jsonb_build_object('account_id', a.account_id))).*
      from account a join mailbox b on b.account_id = ${template}
      where a.organisation_id = ${organisationId} and a.principal_id >= ${first}`)
  })
}
