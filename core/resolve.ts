import { Malformed } from '../lib/errors.ts'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import type { Queryable } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import { type Address, readAddress, readDomain } from './address.ts'

/** An account in which mail for an address is put. */
export interface Recipient {
  readonly accountId: AccountId
  readonly principalId: PrincipalId
  readonly organisationId: AccountId
  readonly name: string
  /** The principal's primary address. */
  readonly address: string | null
  readonly language: string
  /** No room is left for anything. */
  readonly isFull: boolean
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
 * local part in a domain that is an alias, groups to their members through groups within. One statement whatever their
 * number.
 */
export async function resolveAddresses(
  db: Queryable,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Resolution>> {
  const read = new Map(addresses.map(given => [given, tagged(given)] as const))
  const rows = await lookUp(
    db,
    [...read.values()].filter(one => one !== null),
  )
  const byAddress = Map.groupBy(rows, row => row.given)
  return new Map(
    Array.from(read, ([given, one]): [string, Resolution] => [
      given,
      one === null ? { kind: 'elsewhere' } : resolution(byAddress.get(one.address) ?? []),
    ]),
  )
}

export const resolveAddress = async (db: Queryable, address: string): Promise<Resolution> =>
  (await resolveAddresses(db, [address])).get(address)!

interface Tagged extends Address {
  readonly base: string
  readonly tag: string
}

/** RFC 5233 §4: what stands before and after the first plus. What names nobody here may still stand in a domain of ours. */
function tagged(given: string): Tagged | null {
  const address = unlessMalformed(() => readAddress(given))
  if (!address) {
    const domain = unlessMalformed(() => readDomain(given.slice(given.lastIndexOf('@') + 1)))
    return domain === null ? null : { address: given, local: '', domain, base: '', tag: '' }
  }
  const at = address.local.indexOf('+', 1)
  const split = at === -1 ? [address.local, ''] : [address.local.slice(0, at), address.local.slice(at + 1)]
  return { ...address, base: split[0]!, tag: split[1]! }
}

function unlessMalformed<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

/** Of an address in a domain of ours; once without an owner, or once for each who receives. */
interface Row extends Omit<Recipient, 'accountId' | 'principalId'> {
  given: string
  tag: string | null
  owner: PrincipalId | null
  accountId: AccountId | null
  principalId: PrincipalId
}

/**
 * The address as it stands comes before the one without its tag, its own domain before the one that it repeats. A
 * principal with an account receives in it, unless all goes to somebody else; a group without one hands on to its
 * members. Whoever was reached is looked up by key (`offset 0`): nothing is read of the others in the house.
 */
const lookUp = (db: Queryable, wanted: readonly Tagged[]): Promise<Row[]> =>
  db.rows<Row>(sql`
    with recursive ours as (
      select w.address as given, w.local, w.base, w.tag, d.name as domain, d.account_id as organisation,
        coalesce(t.name, d.name) as target
      from jsonb_to_recordset(${JSON.stringify(wanted)}) as w(address text, local text, base text, tag text, domain text)
      join domain d on d.name = w.domain
      left join domain t on t.account_id = d.account_id and t.id = d.alias_of),
    owned as (
      select distinct on (o.given) o.given, o.organisation, a.principal_id as owner, c.tag
      from ours o cross join lateral (values (o.local || '@' || o.domain, '', 0), (o.local || '@' || o.target, '', 1),
        (o.base || '@' || o.domain, o.tag, 2), (o.base || '@' || o.target, o.tag, 3)) c(address, tag, rank)
      join address a on a.account_id = o.organisation and a.address = c.address
      order by o.given, c.rank),
    walk(organisation, owner, principal) as (
      select organisation, owner, owner from owned
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
    select o.given, o.organisation as "organisationId", f.owner, f.tag, r.*
    from ours o left join owned f on f.given = o.given
    left join (
      select w.organisation, w.owner as whose, p.id as "principalId", a.account_id as "accountId", p.name,
        p.email as address, p.language, a.quota is not null and a.used >= a.quota as "isFull"
      from walk w,
        lateral (select * from account a
          where a.organisation_id = w.organisation and a.principal_id = w.principal and a.deleted_at is null offset 0) a,
        lateral (select * from principal p
          where p.account_id = w.organisation and p.id = w.principal and p.forward_to is null offset 0) p) r
      on r.organisation = f.organisation and r.whose = f.owner
    order by o.given, r."principalId"`)

function resolution(rows: readonly Row[]): Resolution {
  const [first] = rows
  if (!first) return { kind: 'elsewhere' }
  const { owner, organisationId, tag } = first
  if (owner === null) return { kind: 'unknown' }
  const recipients = rows.flatMap(row => (row.accountId === null ? [] : [recipient(row, row.accountId)]))
  const own = recipients.length === 1 && recipients[0]!.principalId === owner
  return {
    kind: 'found',
    principalId: owner,
    organisationId,
    tag: tag!,
    group: own ? null : owner,
    recipients,
  }
}

const recipient = (
  { principalId, organisationId, name, address, language, isFull }: Row,
  accountId: AccountId,
): Recipient => ({ accountId, principalId, organisationId, name, address, language, isFull })
