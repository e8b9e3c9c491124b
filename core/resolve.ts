import { Malformed } from '../lib/errors.ts'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import type { Queryable } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import { type Address, readAddress } from './address.ts'

/** An account in which mail for an address is put. */
export interface Recipient {
  readonly accountId: AccountId
  readonly principalId: PrincipalId
  readonly organisationId: AccountId
  readonly name: string
  /** The principal's primary address. */
  readonly address: string | null
  readonly language: string
}

export type Resolution =
  /** Another server's. */
  | { readonly kind: 'elsewhere' }
  /** Ours, and nobody's. */
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'found'
      readonly principalId: PrincipalId
      readonly organisationId: AccountId
      /** What stood after the plus (RFC 5233), "" without one. */
      readonly tag: string
      /** The group whose members they are; null when the address is the recipient's own. */
      readonly group: PrincipalId | null
      readonly recipients: readonly Recipient[]
    }

export type Found = Extract<Resolution, { kind: 'found' }>

/**
 * Who is behind each address, by the address as it was given: primary addresses and aliases, `user+tag`, the same
 * local part in a domain that is an alias, groups to their members through groups within. Three statements whatever
 * their number.
 */
export async function resolveAddresses(
  db: Queryable,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Resolution>> {
  const read = new Map(addresses.map(given => [given, tagged(given)] as const))
  const wanted = [...read.values()].filter(one => one !== null)
  const domains = await findDomains(db, wanted)
  const owners = await findOwners(db, wanted, domains)
  const recipients = await expand(db, owners)
  return new Map(
    Array.from(read, ([given, one]): [string, Resolution] => {
      if (one === null || !domains.has(one.domain)) return [given, { kind: 'elsewhere' }]
      const owner = owners.get(one.address)
      return [given, owner ? found(owner, recipients) : { kind: 'unknown' }]
    }),
  )
}

export const resolveAddress = async (db: Queryable, address: string): Promise<Resolution> =>
  (await resolveAddresses(db, [address])).get(address)!

interface Tagged extends Address {
  readonly base: string
  readonly tag: string
}

/** RFC 5233 §4: what stands before and after the first plus. */
function tagged(given: string): Tagged | null {
  try {
    const address = readAddress(given)
    const at = address.local.indexOf('+', 1)
    const split = at === -1 ? [address.local, ''] : [address.local.slice(0, at), address.local.slice(at + 1)]
    return { ...address, base: split[0]!, tag: split[1]! }
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

interface DomainRow {
  name: string
  organisationId: AccountId
  /** The domain whose addresses count. */
  target: string
}

async function findDomains(
  db: Queryable,
  wanted: readonly Tagged[],
): Promise<ReadonlyMap<string, DomainRow>> {
  const names = [...new Set(wanted.map(one => one.domain))]
  const rows = await db.rows<DomainRow>(sql`
    select d.name, d.account_id as "organisationId", coalesce(t.name, d.name) as target
    from domain d left join domain t on t.account_id = d.account_id and t.id = d.alias_of
    where d.name = any(${names})`)
  return new Map(rows.map(row => [row.name, row]))
}

interface Owner {
  address: string
  organisationId: AccountId
  principalId: PrincipalId
  tag: string
}

/** The address as it stands comes before the one without its tag, its own domain before the one that it repeats. */
async function findOwners(
  db: Queryable,
  wanted: readonly Tagged[],
  domains: ReadonlyMap<string, DomainRow>,
): Promise<ReadonlyMap<string, Owner>> {
  const candidates = wanted.flatMap(one => {
    const domain = domains.get(one.domain)
    if (!domain) return []
    const forms = [
      [one.local, one.domain, ''],
      [one.local, domain.target, ''],
      [one.base, one.domain, one.tag],
      [one.base, domain.target, one.tag],
    ] as const
    return forms.map(([local, in_domain, tag], rank) => ({
      given: one.address,
      organisation: domain.organisationId,
      address: `${local}@${in_domain}`,
      tag,
      rank,
    }))
  })
  const rows = await db.rows<Owner>(sql`
    select distinct on (c.given) c.given as address, a.account_id as "organisationId",
      a.principal_id as "principalId", c.tag
    from jsonb_to_recordset(${JSON.stringify(candidates)})
      as c(given text, organisation bigint, address text, tag text, rank int)
    join address a on a.account_id = c.organisation and a.address = c.address
    order by c.given, c.rank`)
  return new Map(rows.map(row => [row.address, row]))
}

interface Expanded extends Recipient {
  owner: PrincipalId
}

/**
 * A principal with an account receives in it, unless all goes to somebody else; a group without one hands on to its
 * members.
 */
async function expand(
  db: Queryable,
  owners: ReadonlyMap<string, Owner>,
): Promise<ReadonlyMap<string, Recipient[]>> {
  const wanted = new Map(
    Array.from(owners.values(), ({ organisationId, principalId }) => [
      `${organisationId}/${principalId}`,
      { organisation: organisationId, principal: principalId },
    ]),
  )
  const rows = await db.rows<Expanded>(sql`
    with recursive walk(organisation, owner, principal) as (
      select r.organisation, r.principal, r.principal
      from jsonb_to_recordset(${JSON.stringify([...wanted.values()])}) as r(organisation bigint, principal bigint)
      union
      select w.organisation, w.owner, next.id from walk w join lateral (
        select p.forward_to as id from principal p
        where p.account_id = w.organisation and p.id = w.principal and p.forward_to is not null
        union all
        select m.principal_id from member m
        where m.account_id = w.organisation and m.group_id = w.principal
          and not exists (select from account a
            where a.organisation_id = w.organisation and a.principal_id = w.principal and a.deleted_at is null)
      ) next on true)
    select w.owner, w.organisation as "organisationId", p.id as "principalId", a.account_id as "accountId",
      p.name, p.email as address, p.language
    from walk w
    join account a on a.organisation_id = w.organisation and a.principal_id = w.principal and a.deleted_at is null
    join principal p on p.account_id = w.organisation and p.id = w.principal and p.forward_to is null
    order by w.owner, p.id`)
  return Map.groupBy(rows, row => `${row.organisationId}/${row.owner}`)
}

function found(owner: Owner, recipients: ReadonlyMap<string, Recipient[]>): Resolution {
  const { organisationId, principalId, tag } = owner
  const all = (recipients.get(`${organisationId}/${principalId}`) ?? []) as Expanded[]
  const own = all.length === 1 && all[0]!.principalId === principalId
  return {
    kind: 'found',
    principalId,
    organisationId,
    tag,
    group: own ? null : principalId,
    recipients: all.map(({ owner: _, ...recipient }) => recipient),
  }
}
