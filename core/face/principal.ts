import type { AccountId } from '../../lib/id.ts'
import {
  type PrincipalId,
  type RecordId,
  readAccountId,
  readId,
  writeAccountId,
  writeId,
} from '../../lib/id.ts'
import type { Queryable, Tx } from '../../store/database.ts'
import type { Wire } from '../../store/records/read.ts'
import { sql } from '../../store/sql.ts'
import { accountsOf } from '../access.ts'
import { isAdministrator } from '../actor.ts'
import { listAliases } from '../address.ts'
import {
  type Delegates,
  listDelegates,
  listManaged,
  readDelegates,
  type WireDelegates,
  writeDelegates,
} from '../delegation.ts'
import { listMembers } from '../group.ts'
import { wholeSeconds } from '../instant.ts'
import type { Call, RecordType } from '../module.ts'
import {
  createPrincipal,
  deletePrincipal,
  type NewPrincipal,
  type PrincipalPatch,
  updatePrincipal,
} from '../principal.ts'
import { type Shared, TELL_SHARED } from '../share-notification.ts'
import { PRINCIPALS, principal } from '../types.ts'
import { accountCapabilities } from './account-capabilities.ts'
import { applyPointers, readBytes, readGiven, readMembers, readTexts } from './given.ts'
import { oneByOne } from './one-by-one.ts'

type Values = Readonly<Record<string, unknown>>

/** RFC 9670 §2: everybody reads; administrators write, and people a little of themselves (the verbs check). */
export const principalType: RecordType = {
  descriptor: principal,
  home: 'directory',
  mayWrite: () => true,
  query: {
    filters: {
      accountIds: operand => sql`t.id in (
        select a.principal_id from account a where a.organisation_id = t.account_id and a.deleted_at is null
          and a.account_id = any(${idsOf(operand)}::bigint[]))`,
      hasAccount: operand => sql`${operand === true} = exists (
        select from account a where a.organisation_id = t.account_id and a.principal_id = t.id and a.deleted_at is null)`,
    },
  },
  compute: async (db, call, _access, records, wanted) => {
    const fillers = [fillAliases, fillMembers, fillDelegates, fillAccounts, fillUsage] as const
    for (const fill of fillers) await fill(db, call, records, wanted)
    if (wanted.has('capabilities'))
      for (const record of records) record['capabilities'] = { [PRINCIPALS]: {} }
  },
  write: {
    create: (tx, call, access, changes) =>
      oneByOne(tx, changes.create, async (_, given) => {
        const { registry } = call.house
        const made = readNew(given)
        const { id } = await createPrincipal(tx, registry, call.actor, access.accountId, made)
        if (made.delegates) await tell(tx, call, id, {}, made.delegates)
        return { id: writeId(principal.prefix, id), createdAt: wholeSeconds() }
      }),
    update: (tx, call, access, changes) =>
      oneByOne(tx, changes.update, async (id, patch) => {
        const principalId = id as number as PrincipalId
        const members = await listMembers(tx, access.accountId, [principalId])
        const before = writeDelegates(
          (await listDelegates(tx, access.accountId, [principalId])).get(principalId) ?? new Map(),
        )
        const whole = applyPointers(patch, name =>
          name === 'delegates' ? before : memberSet(members.get(principalId) ?? []),
        )
        const asked = readPatch(whole, 'update')
        await updatePrincipal(tx, call.actor, access.accountId, principalId, asked)
        if (asked.delegates) await tell(tx, call, principalId, before, asked.delegates)
        return null
      }),
    destroy: (tx, call, access, changes) =>
      oneByOne(tx, pairs(changes.destroy), async id => {
        await deletePrincipal(tx, call.actor, access.accountId, id as number as PrincipalId)
        return null
      }),
  },
}

/** Those whose rights changed are told by a job. */
function tell(
  tx: Tx,
  { house, actor }: Call,
  id: PrincipalId,
  before: WireDelegates,
  delegates: Delegates,
): Promise<void> {
  const after = writeDelegates(new Map([...delegates].filter(([, rights]) => rights !== 0)))
  const record = { accountId: actor.organisationId, type: principal.name, id: id as number as RecordId }
  return house.jobs.enqueue(tx, TELL_SHARED, {
    ...record,
    by: actor.principalId,
    before,
    after,
  } satisfies Shared)
}

const pairs = (ids: readonly RecordId[]) => ids.map(id => [id, null] as const)

const idsOf = (operand: unknown): AccountId[] =>
  (Array.isArray(operand) ? operand : []).flatMap(id => readAccountId(String(id)) ?? [])

function readNew(given: Values): NewPrincipal {
  const { type, name, hasAccount, ...rest } = { ...given }
  const fixed = readGiven(principal, { type: type ?? null, name: name ?? null }, 'create')
  return {
    ...readPatch(rest, 'create'),
    ...(fixed as Pick<NewPrincipal, 'type' | 'name'>),
    account: hasAccount === true,
  }
}

function readPatch(given: Values, when: 'create' | 'update'): PrincipalPatch {
  const { aliases, members, quota, delegates, forwardTo, ...plain } = readGiven(principal, given, when)
  return {
    ...(plain as PrincipalPatch),
    ...(aliases === undefined ? {} : { aliases: readTexts('aliases', aliases) }),
    ...(members === undefined || members === null ? {} : { members: readMembers(members) }),
    ...(delegates === undefined ? {} : { delegates: readDelegates(delegates) }),
    ...(forwardTo === undefined ? {} : { forwardTo: readTarget(forwardTo) }),
    ...(quota === undefined ? {} : { quota: readBytes('quota', quota) }),
  }
}

/** What is no principal is refused as one that does not exist. */
const readTarget = (wire: unknown): PrincipalId | null =>
  wire === null ? null : ((readId(principal.prefix, String(wire)) ?? 0) as number as PrincipalId)

type Fill = (db: Queryable, call: Call, records: Wire[], wanted: ReadonlySet<string>) => Promise<void>

const numberOf = (record: Wire): PrincipalId => readId(principal.prefix, record.id) as number as PrincipalId

const fillAliases: Fill = async (db, { actor }, records, wanted) => {
  if (!wanted.has('aliases')) return
  const aliases = await listAliases(db, actor.organisationId, records.map(numberOf))
  for (const record of records) record['aliases'] = aliases.get(numberOf(record)) ?? []
}

const fillMembers: Fill = async (db, { actor }, records, wanted) => {
  if (!wanted.has('members')) return
  const groups = await listGroups(db, actor.organisationId, records.map(numberOf))
  const members = await listMembers(db, actor.organisationId, groups)
  const known = new Set(groups)
  for (const record of records)
    record['members'] = known.has(numberOf(record)) ? memberSet(members.get(numberOf(record)) ?? []) : null
}

const fillDelegates: Fill = async (db, { actor }, records, wanted) => {
  if (!wanted.has('delegates')) return
  const ids = records.map(numberOf)
  const managed = await listManaged(db, actor, ids)
  const delegates = await listDelegates(db, actor.organisationId, [...managed])
  for (const record of records) {
    const id = numberOf(record)
    record['delegates'] = managed.has(id) ? writeDelegates(delegates.get(id) ?? new Map()) : null
  }
}

const memberSet = (members: readonly PrincipalId[]): Record<string, true> =>
  Object.fromEntries(members.map(id => [writeId(principal.prefix, id), true] as const))

async function listGroups(
  db: Queryable,
  organisationId: AccountId,
  ids: readonly PrincipalId[],
): Promise<PrincipalId[]> {
  const rows = await db.rows<{ id: PrincipalId }>(sql`
    select id from principal where account_id = ${organisationId} and id = any(${ids}::bigint[]) and kind = 'group'`)
  return rows.map(row => row.id)
}

/** RFC 9670 §2: the accounts of each principal that the reader can reach, as the session describes them. */
const fillAccounts: Fill = async (db, { house, actor }, records, wanted) => {
  if (!wanted.has('accounts')) return
  const reachable = Map.groupBy(await accountsOf(db, actor), one => one.principalId)
  for (const record of records) {
    const accounts = reachable.get(numberOf(record))
    record['accounts'] = accounts
      ? Object.fromEntries(
          accounts.map(one => [
            writeAccountId(one.access.accountId),
            {
              name: one.name,
              isPersonal: one.personal,
              isReadOnly: one.access.readOnly,
              accountCapabilities: accountCapabilities(house, { ...one, actor }),
            },
          ]),
        )
      : null
  }
}

interface Usage {
  id: PrincipalId
  quota: number | null
  used: number | null
  lastLoginAt: string | null
  mustChoosePassword: boolean
  hasAccount: boolean
}

const USAGE = ['quota', 'used', 'lastLoginAt', 'mustChoosePassword', 'hasAccount'] as const

/** What is nobody's business but the administrators' and the principal's own. */
const fillUsage: Fill = async (db, { actor }, records, wanted) => {
  const names = USAGE.filter(name => wanted.has(name))
  if (names.length === 0) return
  const rows = await db.rows<Usage>(sql`
    select p.id, a.quota, a.used, a.account_id is not null as "hasAccount",
      coalesce(c.is_temporary, false) as "mustChoosePassword",
      to_char(p.last_login_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastLoginAt"
    from principal p left join account a
      on a.organisation_id = p.account_id and a.principal_id = p.id and a.deleted_at is null
    left join credential c on c.account_id = p.account_id and c.principal_id = p.id
    where p.account_id = ${actor.organisationId} and p.id = any(${records.map(numberOf)}::bigint[])`)
  const usage = new Map(rows.map(row => [row.id, row]))
  for (const record of records) {
    const id = numberOf(record)
    const told = isAdministrator(actor) || id === actor.principalId
    for (const name of names)
      record[name] = told || name === 'hasAccount' ? (usage.get(id)?.[name] ?? null) : null
  }
}
