import { DELEGATE_RIGHTS, type DelegateRight, type Descriptor } from '../lib/descriptor.ts'
import { Refused } from '../lib/errors.ts'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import type { Queryable } from './database.ts'
import { all, empty, name, raw, type Sql, sql } from './sql.ts'

/** Who reads or writes which account, and how far: made once per request by `core`, joined in SQL below. */
export interface Access {
  readonly accountId: AccountId
  /** The owner, who needs no share. */
  readonly owner: boolean
  /** The reader and the groups they belong to; what shares are given to. */
  readonly principals: readonly PrincipalId[]
  readonly readOnly: boolean
  /** Bits of DELEGATE_RIGHTS: what the reader was given over the account as a whole; absent, nothing. */
  readonly delegated?: number
}

export const delegateBit = (right: DelegateRight): number => 1 << DELEGATE_RIGHTS.indexOf(right)

/** Whether the reader was given one of these rights over the whole account, or owns it. */
export const mayDelegated = (access: Access, ...rights: readonly DelegateRight[]): boolean =>
  access.owner || rights.some(right => ((access.delegated ?? 0) & delegateBit(right)) !== 0)

/** Containers by name: whose rights words fix the bits. */
export type Containers = ReadonlyMap<string, Descriptor>

/** The record type that grants the rights on records of `descriptor`. */
export function containerOf(descriptor: Descriptor, containers: Containers): Descriptor | null {
  if (descriptor.container.kind === 'none') return null
  if (descriptor.container.kind === 'self') return descriptor
  const container = containers.get(descriptor.container.type)
  if (container?.container.kind !== 'self') throw new Error(`${descriptor.container.type} grants no rights`)
  return container
}

const rightsOf = (container: Descriptor): readonly string[] =>
  container.container.kind === 'self' ? container.container.rights : []

export function bitOf(container: Descriptor, right: string): number {
  const at = rightsOf(container).indexOf(right)
  if (at === -1) throw new Error(`${container.name} has no right "${right}"`)
  return 1 << at
}

export function readRights(container: Descriptor, given: Readonly<Record<string, boolean>>): number {
  let bits = 0
  for (const [right, is] of Object.entries(given)) {
    if (!rightsOf(container).includes(right))
      throw new Refused('invalidProperties', `${container.name} has no right "${right}"`)
    if (is) bits |= bitOf(container, right)
  }
  return bits
}

export const writeRights = (container: Descriptor, bits: number): Record<string, boolean> =>
  Object.fromEntries(rightsOf(container).map((right, i) => [right, (bits & (1 << i)) !== 0]))

export const ALL_RIGHTS = 0x7fffffff

/** The words that a delegation of the account gives on every record of a type. */
const wordsEverywhere = ({ delegates }: Descriptor, { delegated = 0 }: Access): readonly string[] =>
  DELEGATE_RIGHTS.flatMap(right => (delegated & delegateBit(right) ? (delegates[right] ?? []) : []))

/** Whether the reader holds `right` on every record of a type, whatever is shared one by one. */
export function mayEverywhere(
  descriptor: Descriptor,
  containers: Containers,
  access: Access,
  right: string,
): boolean {
  const granting = containerOf(descriptor, containers) ?? descriptor
  return access.owner || wordsEverywhere(granting, access).includes(right)
}

/** Bits of rights that the reader holds on every container of a type. */
export const bitsEverywhere = (container: Descriptor, access: Access): number =>
  access.owner
    ? ALL_RIGHTS
    : wordsEverywhere(container, access).reduce((bits, right) => bits | bitOf(container, right), 0)

/**
 * Condition that the reader holds `right` on a record of `descriptor`, whose table stands in the query as `t`.
 * The owner's is simply true, so that the owner's lists pay nothing.
 */
export function mayClause(
  descriptor: Descriptor,
  containers: Containers,
  access: Access,
  right: string,
): Sql {
  if (mayEverywhere(descriptor, containers, access, right)) return sql`true`
  const container = containerOf(descriptor, containers)
  if (!container) return sql`false`
  const granted = (column: Sql, where: Sql = empty): Sql => sql`
    s.account_id = t.account_id and s.type = ${container.name} and s.container_id = ${column}
    and s.principal_id = any(${access.principals}::bigint[]) and s.rights & ${bitOf(container, right)}::int <> 0 ${where}`
  const { container: held } = descriptor
  if (held.kind === 'many') {
    const { table, container: column, record } = held.through
    return sql`exists (select from ${name(table)} h join share s on ${granted(raw(`h."${column}"`))}
      where h.account_id = t.account_id and h.${name(record)} = t.id)`
  }
  const column = held.kind === 'one' ? name(descriptor.properties[held.property]!.column!) : name('id')
  return sql`exists (select from share s where ${granted(sql`t.${column}`)})`
}

/** Bits of rights that the reader holds on containers of a type, by number. */
export async function grantedRights(
  db: Queryable,
  access: Access,
  container: Descriptor,
): Promise<(id: number) => number> {
  const everywhere = bitsEverywhere(container, access)
  if (access.owner) return () => everywhere
  const rows = await db.rows<{ id: number; rights: number }>(sql`
    select container_id as id, bit_or(rights) as rights from share
    where account_id = ${access.accountId} and type = ${container.name}
      and principal_id = any(${access.principals}::bigint[]) group by container_id`)
  const shared = new Map(rows.map(row => [row.id, row.rights]))
  return id => everywhere | (shared.get(id) ?? 0)
}

/** Condition on a tombstone `d`: the reader could see the record where it was. */
export function couldSee(descriptor: Descriptor, containers: Containers, access: Access): Sql {
  if (mayEverywhere(descriptor, containers, access, descriptor.needs.read)) return sql`true`
  const container = containerOf(descriptor, containers)
  if (!container) return sql`false`
  return sql`exists (select from share s where ${all([
    sql`s.account_id = d.account_id`,
    sql`s.type = ${container.name}`,
    sql`s.container_id = d.container_id`,
    sql`s.principal_id = any(${access.principals}::bigint[])`,
  ])})`
}
