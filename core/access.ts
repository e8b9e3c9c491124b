import { Refused } from '../lib/errors.ts'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import { type Access, delegateBit } from '../store/access.ts'
import type { Queryable } from '../store/database.ts'
import type { AccountState } from '../store/sequence.ts'
import { raw, type Sql, sql } from '../store/sql.ts'
import type { Actor, Door, Role } from './actor.ts'

export interface FoundActor {
  readonly actor: Actor
  /** Count of changes of what lets this principal in; what was verified under another count is void. */
  readonly secrets: number
}

export interface ActorRow {
  accountId: AccountId
  /** Numbers, with spaces between them. */
  groups: string
  role: string
  name: string
  address: string | null
  language: string
  secrets: number
  mustChoosePassword: boolean
}

/** The actor that a login stands for; null when disabled, gone, or without an account. */
export async function findActor(
  db: Queryable,
  organisationId: AccountId,
  principalId: PrincipalId,
  scope: readonly Door[] | 'all' = 'all',
  ip?: string,
): Promise<FoundActor | null> {
  const row = await db.row<ActorRow>(sql`
    select ${ACTOR_COLUMNS}
    from principal p join account a
      on a.organisation_id = p.account_id and a.principal_id = p.id and a.deleted_at is null
    left join credential c on c.account_id = p.account_id and c.principal_id = p.id
    where p.account_id = ${organisationId} and p.id = ${principalId} and p.disabled_at is null`)
  return row && readActor(row, organisationId, principalId, scope, ip)
}

/** Of an account `a`, its principal `p` and the credential `c`, which may be missing. */
export const ACTOR_COLUMNS: Sql =
  raw(`a.account_id as "accountId", p.role, p.name, p.email as address, p.language, p.secrets,
  coalesce(c.is_temporary, false) as "mustChoosePassword",
  array_to_string(array(select group_id from groups_around(p.account_id, array[p.id])), ' ') as groups`)

export function readActor(
  row: ActorRow,
  organisationId: AccountId,
  principalId: PrincipalId,
  scope: readonly Door[] | 'all' = 'all',
  ip?: string,
): FoundActor {
  const { secrets, role, groups, address, ...rest } = row
  const actor: Actor = {
    ...rest,
    principalId,
    organisationId,
    groups: groups.split(' ').filter(Boolean).map(Number) as PrincipalId[],
    roles: new Set<Role>(role === 'administrator' ? ['administrator'] : []),
    address: address ?? '',
    scope,
    ...(ip === undefined ? {} : { ip }),
  }
  return { actor, secrets }
}

/** What shares may be given to, for this actor to have them. */
const principalsOf = (actor: Actor): readonly PrincipalId[] => [actor.principalId, ...actor.groups]

/** One account that an actor can reach, as a session lists it. */
export interface Reachable {
  readonly access: Access
  readonly name: string
  /** The actor's own. */
  readonly personal: boolean
  /** The organisation's directory. */
  readonly directory: boolean
  /** Whose account it is; null for the directory. */
  readonly principalId: PrincipalId | null
  /** How the account stood when it was looked up. */
  readonly state: AccountState
}

/** Rights of an actor on one account; refuses `accountNotFound` for what is out of reach, there or not. */
export async function accessOf(db: Queryable, actor: Actor, accountId: AccountId): Promise<Access> {
  if (accountId === actor.accountId || accountId === actor.organisationId) return known(actor, accountId)
  const [found] = await reach(db, actor, accountId)
  if (!found) throw new Refused('accountNotFound', 'there is no such account')
  return found.access
}

/** Every account that an actor can reach: the own first, then the directory, then groups' and shared ones by name. */
export const accountsOf = (db: Queryable, actor: Actor): Promise<Reachable[]> => reach(db, actor, null)

function known(actor: Actor, accountId: AccountId): Access {
  return {
    accountId,
    owner: accountId === actor.accountId,
    principals: principalsOf(actor),
    readOnly: false,
  }
}

interface AccountRow extends AccountState {
  accountId: AccountId
  name: string
  principalId: PrincipalId | null
  /** Whether it is somebody's own, rather than a group's or a room's. */
  isPersons: boolean
  delegated: number
}

/**
 * An account is reached through a delegation of all of it, or through what is shared in it, within the organisation:
 * principals of two organisations may have the same number. What is given is looked up first, and then the accounts by
 * their keys (`offset 0`), so that an organisation of thousands costs what one of ten does.
 */
async function reach(db: Queryable, actor: Actor, only: AccountId | null): Promise<Reachable[]> {
  const principals = principalsOf(actor)
  const rows = await db.rows<AccountRow>(sql`
    select a.account_id as "accountId", a.name, a.principal_id as "principalId", a.seq, a.floor, a.epoch, a.states,
      p.kind is not distinct from 'individual' as "isPersons", given.rights as delegated
    from (select account_id, bit_or(rights) as rights from (
        select unnest(${[actor.accountId, actor.organisationId]}::bigint[]) as account_id, 0 as rights
        union all select account_id, rights from delegation where principal_id = any(${principals}::bigint[])
        union all select account_id, 0 from share where principal_id = any(${principals}::bigint[])) g
      where ${only}::bigint is null or account_id = ${only}
      group by account_id) given,
      lateral (select * from account where account_id = given.account_id offset 0) a
    left join principal p on p.account_id = a.organisation_id and p.id = a.principal_id
    where a.organisation_id = ${actor.organisationId} and a.deleted_at is null
    order by a.account_id <> ${actor.accountId}, a.principal_id is not null, a.name, a.account_id`)
  return rows.map(row => reachable(actor, row))
}

/** Whoever manages an account that is nobody's own stands where an owner does; what is a person's stays theirs. */
function reachable(
  actor: Actor,
  { accountId, name, principalId, isPersons, delegated, seq, floor, epoch, states }: AccountRow,
): Reachable {
  const access = known(actor, accountId)
  const manages = !isPersons && (delegated & delegateBit('mayManage')) !== 0
  return {
    access: { ...access, owner: access.owner || manages, ...(delegated ? { delegated } : {}) },
    name,
    personal: accountId === actor.accountId,
    directory: accountId === actor.organisationId,
    principalId,
    state: { seq, floor, epoch, states },
  }
}
