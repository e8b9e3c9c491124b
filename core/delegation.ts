import { DELEGATE_RIGHTS, type DelegateRight } from '../lib/descriptor.ts'
import { Refused } from '../lib/errors.ts'
import { type AccountId, type PrincipalId, readId, writeId } from '../lib/id.ts'
import { delegateBit } from '../store/access.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { lockAccounts } from '../store/sequence.ts'
import { moveEpoch } from '../store/share.ts'
import { sql } from '../store/sql.ts'
import { findAccount } from './account.ts'
import { type Actor, type By, isAdministrator } from './actor.ts'
import { audit } from './audit.ts'
import { principal } from './types.ts'

// Rights over an account as a whole, given to people and groups: what a shared mailbox is made of, and what somebody
// gives over their own mail. What each type of record makes of them stands in its descriptor (`delegates`).
//
//   mayRead          see what is there, and that it was read
//   maySendOnBehalf  write in its name, said to be by whom
//   maySendAs        write in its name
//   mayManage        all of it, its folders and its sharing among them

/** Bits of rights, by whom they were given to. */
export type Delegates = ReadonlyMap<PrincipalId, number>

export type WireRights = Readonly<Partial<Record<DelegateRight, boolean>>>
export type WireDelegates = Readonly<Record<string, WireRights>>

export const EVERY_RIGHT = DELEGATE_RIGHTS.reduce((bits, right) => bits | delegateBit(right), 0)

export const writeDelegates = (delegates: Delegates): WireDelegates =>
  Object.fromEntries(
    Array.from(delegates, ([id, bits]) => [
      writeId(principal.prefix, id),
      Object.fromEntries(DELEGATE_RIGHTS.map(right => [right, (bits & delegateBit(right)) !== 0])),
    ]),
  )

const wrong = (why: string): Refused => new Refused('invalidProperties', why, { properties: ['delegates'] })

export const MAX_DELEGATES = 1000

/** Rights as a client writes them; null is nobody. */
export function readDelegates(value: unknown): Delegates {
  if (value === null) return new Map()
  if (typeof value !== 'object' || Array.isArray(value)) throw wrong('rights by principal are expected')
  const entries = Object.entries(value as object)
  if (entries.length > MAX_DELEGATES) throw wrong(`at most ${MAX_DELEGATES} principals`)
  return new Map(entries.map(([wire, rights]) => [readDelegate(wire), readRights(rights)] as const))
}

function readDelegate(wire: string): PrincipalId {
  const id = readId(principal.prefix, wire)
  if (id === null) throw wrong(`"${wire}" is not a principal`)
  return id as number as PrincipalId
}

function readRights(value: unknown): number {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('rights are expected')
  return Object.entries(value).reduce((bits, [right, is]) => {
    if (!isRight(right) || typeof is !== 'boolean') throw wrong(`there is no right "${right}"`)
    return is ? bits | delegateBit(right) : bits
  }, 0)
}

const isRight = (word: string): word is DelegateRight => (DELEGATE_RIGHTS as readonly string[]).includes(word)

/** Who was given what over each of these principals' accounts. */
export async function listDelegates(
  db: Queryable,
  organisationId: AccountId,
  owners: readonly PrincipalId[],
): Promise<ReadonlyMap<PrincipalId, Delegates>> {
  const rows = await db.rows<{ owner: PrincipalId; id: PrincipalId; rights: number }>(sql`
    select a.principal_id as owner, d.principal_id as id, d.rights from account a
    join delegation d on d.account_id = a.account_id
    where a.organisation_id = ${organisationId} and a.principal_id = any(${owners}::bigint[]) and a.deleted_at is null
    order by d.principal_id`)
  const byOwner = Map.groupBy(rows, row => row.owner)
  return new Map(Array.from(byOwner, ([owner, of]) => [owner, new Map(of.map(row => [row.id, row.rights]))]))
}

/** Of these principals, those whose account the actor may share: the own, and those given to manage. */
export async function listManaged(
  db: Queryable,
  actor: Actor,
  owners: readonly PrincipalId[],
): Promise<ReadonlySet<PrincipalId>> {
  if (isAdministrator(actor)) return new Set(owners)
  const rows = await db.rows<{ id: PrincipalId }>(sql`
    select distinct a.principal_id as id from account a join delegation d on d.account_id = a.account_id
    where a.organisation_id = ${actor.organisationId} and a.principal_id = any(${owners}::bigint[])
      and a.deleted_at is null and d.rights & ${delegateBit('mayManage')}::int <> 0
      and d.principal_id = any(${[actor.principalId, ...actor.groups]}::bigint[])`)
  return new Set([...rows.map(row => row.id), ...owners.filter(id => id === actor.principalId)])
}

/** Replaces who was given what over the account of a principal. Readers learn of it at once, in every door. */
export async function setDelegates(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  owner: { readonly id: PrincipalId; readonly name: string },
  delegates: Delegates,
): Promise<void> {
  const accountId = await findAccount(tx, organisationId, owner.id)
  if (accountId === null) throw wrong('it has no account')
  if (delegates.has(owner.id) && (await isPerson(tx, organisationId, owner.id)))
    throw wrong('nobody is given their own account')
  await refuseUnknown(tx, organisationId, [...delegates.keys()])
  const before = (await listDelegates(tx, organisationId, [owner.id])).get(owner.id) ?? new Map()
  const rows = Array.from(delegates, ([id, rights]) => ({ id, rights })).filter(({ rights }) => rights !== 0)
  await lockAccounts(tx, [accountId])
  await tx.run(sql`delete from delegation where account_id = ${accountId}`)
  await tx.run(sql`
    insert into delegation (account_id, principal_id, rights)
    select ${accountId}::bigint, id, rights from jsonb_to_recordset(${JSON.stringify(rows)}) as r(id bigint, rights int)`)
  await moveEpoch(tx, [accountId])
  tx.announce({ kind: 'shared', accountId })
  await audit(tx, by, organisationId, {
    action: 'accountShared',
    target: { type: 'Principal', id: owner.id, name: owner.name },
    details: {
      before: await namedRights(tx, organisationId, before),
      after: await namedRights(tx, organisationId, delegates),
    },
  })
}

async function isPerson(db: Queryable, organisationId: AccountId, id: PrincipalId): Promise<boolean> {
  const found = await db.row(sql`
    select from principal where account_id = ${organisationId} and id = ${id} and kind = 'individual'`)
  return found !== null
}

async function refuseUnknown(
  db: Queryable,
  organisationId: AccountId,
  ids: readonly PrincipalId[],
): Promise<void> {
  const { known } = (await db.row<{ known: number }>(sql`
    select count(*) as known from principal
    where account_id = ${organisationId} and id = any(${ids}::bigint[]) and kind in ('individual', 'group')`))!
  if (known !== ids.length) throw wrong('rights are given to people and groups that exist')
}

/** As the audit tells them: « Claire Dumas: mayRead, maySendAs ». */
async function namedRights(
  db: Queryable,
  organisationId: AccountId,
  delegates: Delegates,
): Promise<string[]> {
  const rows = await db.rows<{ id: PrincipalId; name: string }>(sql`
    select id, name from principal
    where account_id = ${organisationId} and id = any(${[...delegates.keys()]}::bigint[]) order by id`)
  return rows.map(({ id, name }) => {
    const bits = delegates.get(id)!
    return `${name}: ${DELEGATE_RIGHTS.filter(right => bits & delegateBit(right)).join(', ')}`
  })
}
