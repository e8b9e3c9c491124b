import { type By, mustAdminister } from '../../../core/actor.ts'
import { readAddress, readDomain } from '../../../core/address.ts'
import { audit } from '../../../core/audit.ts'
import { Malformed } from '../../../lib/errors.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'

export const FORWARDINGS = ['allowed', 'listed', 'refused'] as const
export type Forwarding = (typeof FORWARDINGS)[number]

/** Whether filters of an organisation may send mail on to outside of it, and where to. */
export interface ForwardingRule {
  readonly forwarding: Forwarding
  /** Domains and addresses, as the directory writes them; what they say counts while it is `listed`. */
  readonly listed: readonly string[]
}

/** The rule where it forbids something, with the domains that are inside. */
export interface Fence extends ForwardingRule {
  readonly domains: readonly string[]
}

export const MAX_LISTED = 500

const FREE: ForwardingRule = { forwarding: 'allowed', listed: [] }

export const findForwardingRule = async (db: Queryable, organisationId: AccountId): Promise<ForwardingRule> =>
  (await db.row<ForwardingRule>(
    sql`select forwarding, listed from forwarding_rule where account_id = ${organisationId}`,
  )) ?? FREE

/** What keeps the filters of the organisation of `account a` from sending on, as a column: null where nothing does. */
export const FENCE = sql`
  (select jsonb_build_object('forwarding', r.forwarding, 'listed', r.listed, 'domains',
      (select coalesce(jsonb_agg(d.name), '[]') from domain d where d.account_id = a.organisation_id))
    from forwarding_rule r where r.account_id = a.organisation_id and r.forwarding <> 'allowed')`

export async function findFence(db: Queryable, accountId: AccountId): Promise<Fence | null> {
  const row = await db.row<{ fence: Fence | null }>(
    sql`select ${FENCE} as fence from account a where a.account_id = ${accountId}`,
  )
  return row?.fence ?? null
}

/** Counts from the next message on, in every process: whoever delivers reads it. */
export async function setForwardingRule(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  { forwarding, listed: said }: ForwardingRule,
): Promise<void> {
  mustAdminister(by, organisationId)
  if (said.length > MAX_LISTED) throw new Malformed(`not more than ${MAX_LISTED} are kept`, 'listed')
  const listed = [...new Set(said.map(readListed))]
  await tx.run(sql`
    insert into forwarding_rule (account_id, forwarding, listed) values (${organisationId}, ${forwarding}, ${listed})
    on conflict (account_id) do update set forwarding = excluded.forwarding, listed = excluded.listed`)
  await audit(tx, by, organisationId, {
    action: 'forwardingRuled',
    details: { forwarding, listed },
  })
}

/** `exemple.example`, `@exemple.example` or `anna@exemple.example`. */
function readListed(text: string): string {
  const plain = text.trim()
  try {
    return plain.lastIndexOf('@') > 0 ? readAddress(plain).address : readDomain(plain.replace(/^@/, ''))
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    throw new Malformed(`"${plain}" is neither a domain nor an address`, 'listed')
  }
}

/** An address that cannot be read is nobody's whom the administrators have named. */
export function mayForward({ forwarding, listed, domains }: Fence, to: string): boolean {
  const known = addressOf(to)
  if (known === null) return false
  if (domains.includes(known.domain)) return true
  return forwarding === 'listed' && (listed.includes(known.domain) || listed.includes(known.address))
}

function addressOf(text: string) {
  try {
    return readAddress(text)
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}
