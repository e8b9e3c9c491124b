import { Refused } from '../lib/errors.ts'
import { type AccountId, type PrincipalId, type RecordId, writeId } from '../lib/id.ts'
import type { Tx } from '../store/database.ts'
import type { Wire } from '../store/records/read.ts'
import { deleteRecords } from '../store/records/write.ts'
import { sql } from '../store/sql.ts'
import { closeAccount, findAccount, makeAccount, setQuota } from './account.ts'
import { type By, mustAdminister } from './actor.ts'
import { checkAddress, listAliases, setAddresses } from './address.ts'
import { audit } from './audit.ts'
import { type Delegates, EVERY_RIGHT, listManaged, setDelegates } from './delegation.ts'
import { changeRecord, insertRecord, readRecord } from './directory.ts'
import { endForwardingTo, refuseForwarding } from './forwarding.ts'
import { leaveGroups, moveReaders, setMembers } from './group.ts'
import { wholeSeconds } from './instant.ts'
import { type PasswordHash, storePassword } from './login/password.ts'
import { endEverySession } from './login/revoke.ts'
import type { Registry } from './registry.ts'
import { type PrincipalKind, principal } from './types.ts'

// Someone or something that exists in an organisation: a person, a group, a room, a vehicle, a place.
//
//   principal ── address (one primary, aliases) ── member (of groups) ── account (individuals; others when asked)
//                                                                          └─ what each module furnishes it with
//
// Each verb checks the hand it is in, and leaves its entry in the audit.

/** What may be said of a principal at any time. */
export interface PrincipalPatch {
  readonly name?: string
  readonly description?: string | null
  readonly email?: string | null
  readonly title?: string | null
  readonly service?: string | null
  readonly language?: string
  readonly timeZone?: string | null
  readonly role?: 'administrator' | 'person'
  readonly disabledAt?: string | null
  readonly forwardTo?: PrincipalId | null
  readonly aliases?: readonly string[]
  readonly members?: readonly PrincipalId[]
  readonly quota?: number | null
  /** Rights over its account as a whole. */
  readonly delegates?: Delegates
}

export interface NewPrincipal extends PrincipalPatch {
  readonly type: PrincipalKind
  readonly name: string
  /** A group or resource with an account receives mail there; without one, a group's mail goes to its members. */
  readonly account?: boolean
  readonly password?: PasswordHash
  /** To be replaced by its owner at the first sign-in. */
  readonly passwordIsTemporary?: boolean
}

export interface Made {
  readonly id: PrincipalId
  readonly accountId: AccountId | null
}

export async function createPrincipal(
  tx: Tx,
  registry: Registry,
  by: By,
  organisationId: AccountId,
  made: NewPrincipal,
): Promise<Made> {
  mustAdminister(by, organisationId)
  refuseMisfits(made.type, made)
  const id = (await insertRecord(tx, organisationId, principal, recordOf(made))) as number as PrincipalId
  if (made.forwardTo) await refuseForwarding(tx, organisationId, id, made.forwardTo)
  await setAddresses(tx, organisationId, id, made.email ?? null, made.aliases ?? [])
  if (made.members) await setMembers(tx, organisationId, id, made.members)
  const language = made.language ?? 'fr'
  const accountId = mayHold(made)
    ? await makeAccount(tx, registry, {
        organisationId,
        principalId: id,
        name: made.name,
        language,
        quota: made.quota ?? null,
      })
    : null
  if (made.password)
    await storePassword(tx, organisationId, id, made.password, made.passwordIsTemporary ?? false)
  const target = { type: 'Principal', id, name: made.name }
  await audit(tx, by, organisationId, {
    action: 'principalCreated',
    target,
    details: { type: made.type, email: made.email ?? null },
  })
  const delegates = made.delegates ?? (accountId !== null && made.type === 'group' ? ofMembers(id) : null)
  if (delegates) await setDelegates(tx, by, organisationId, { id, name: made.name }, delegates)
  return { id, accountId }
}

/** Unless it is said otherwise, the account of a group is its members' own. */
const ofMembers = (group: PrincipalId): Delegates => new Map([[group, EVERY_RIGHT]])

const recordOf = (made: NewPrincipal) => ({
  type: made.type,
  name: made.name,
  description: made.description,
  email: made.email ? checkAddress(made.email, 'email').address : null,
  timeZone: made.timeZone,
  title: made.title,
  service: made.service,
  language: made.language ?? 'fr',
  role: made.role ?? 'person',
  disabledAt: made.disabledAt,
  forwardTo: made.forwardTo ? writeId(principal.prefix, made.forwardTo) : null,
  createdAt: wholeSeconds(),
})

const mayHold = ({ type, account }: NewPrincipal): boolean =>
  type === 'individual' || (account === true && type !== 'location')

function refuseMisfits(type: PrincipalKind, patch: PrincipalPatch): void {
  if (patch.members && type !== 'group')
    throw new Refused('invalidProperties', 'only a group has members', { properties: ['members'] })
  if (patch.role === 'administrator' && type !== 'individual')
    throw new Refused('invalidProperties', 'only a person can administer', { properties: ['role'] })
}

/** What people may say of themselves. */
const OWN: ReadonlySet<string> = new Set(['language', 'timeZone'])

export async function updatePrincipal(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  id: PrincipalId,
  patch: PrincipalPatch,
): Promise<void> {
  const own = by?.principalId === id && by.organisationId === organisationId
  const isSharing = Object.keys(patch).every(name => name === 'delegates')
  const may = isSharing
    ? by?.organisationId === organisationId && (await listManaged(tx, by, [id])).has(id)
    : own && Object.keys(patch).every(name => OWN.has(name))
  if (!may) mustAdminister(by, organisationId)
  const { aliases, members, quota, delegates, forwardTo, ...said } = patch
  const changes = {
    ...said,
    ...(said.email && { email: checkAddress(said.email, 'email').address }),
    ...(forwardTo !== undefined && {
      forwardTo: forwardTo === null ? null : writeId(principal.prefix, forwardTo),
    }),
  }
  const before = await changeRecord(tx, organisationId, principal, id as number as RecordId, changes)
  refuseMisfits(before['type'] as PrincipalKind, patch)
  if (patch.forwardTo) await refuseForwarding(tx, organisationId, id, patch.forwardTo)
  await applyAddresses(tx, organisationId, id, before, patch)
  if (members) await setMembers(tx, organisationId, id, members)
  if (quota !== undefined) await setQuota(tx, organisationId, id, quota)
  if (patch.name !== undefined) await renameAccount(tx, organisationId, id, patch.name)
  if (delegates) await setDelegates(tx, by, organisationId, { id, name: String(before['name']) }, delegates)
  if (isSharing) return
  if (patch.disabledAt) await endEverySession(tx, organisationId, id)
  else if (ACTORS.some(name => patch[name] !== undefined)) await announceActor(tx, organisationId, id)
  if (administers(before)) await refuseHeadless(tx, organisationId)
  const target = { type: 'Principal', id, name: patch.name ?? String(before['name']) }
  const { delegates: _, ...details } = patch
  await audit(tx, by, organisationId, { action: actionOf(patch), target, details })
}

/** What an actor carries: connections that stand open for one look again when they hear `actorMoved`. */
const ACTORS = ['name', 'email', 'language', 'role'] as const

async function announceActor(tx: Tx, organisationId: AccountId, id: PrincipalId): Promise<void> {
  const accountId = await findAccount(tx, organisationId, id)
  if (accountId !== null) tx.announce({ kind: 'actorMoved', accountId })
}

function actionOf(patch: PrincipalPatch): string {
  if (Object.keys(patch).length === 1 && patch.disabledAt !== undefined)
    return patch.disabledAt === null ? 'principalEnabled' : 'principalDisabled'
  return 'principalUpdated'
}

/** A primary address that is replaced stays as an alias: mail to it still arrives. */
async function applyAddresses(
  tx: Tx,
  organisationId: AccountId,
  id: PrincipalId,
  before: Wire,
  { email, aliases }: PrincipalPatch,
): Promise<void> {
  if (email === undefined && aliases === undefined) return
  const old = before['email'] as string | null
  const primary = email === undefined ? old : email
  const kept = aliases ?? [
    ...((await listAliases(tx, organisationId, [id])).get(id) ?? []),
    ...(old ? [old] : []),
  ]
  await setAddresses(tx, organisationId, id, primary, kept)
}

async function renameAccount(
  tx: Tx,
  organisationId: AccountId,
  id: PrincipalId,
  name: string,
): Promise<void> {
  await tx.run(sql`
    update account set name = ${name} where organisation_id = ${organisationId} and principal_id = ${id}`)
}

export const disablePrincipal = (tx: Tx, by: By, organisationId: AccountId, id: PrincipalId) =>
  updatePrincipal(tx, by, organisationId, id, { disabledAt: wholeSeconds() })

export const enablePrincipal = (tx: Tx, by: By, organisationId: AccountId, id: PrincipalId) =>
  updatePrincipal(tx, by, organisationId, id, { disabledAt: null })

export async function deletePrincipal(
  tx: Tx,
  by: By,
  organisationId: AccountId,
  id: PrincipalId,
): Promise<void> {
  mustAdminister(by, organisationId)
  const before = await readRecord(tx, organisationId, principal, id as number as RecordId)
  await endEverySession(tx, organisationId, id)
  await moveReaders(tx, organisationId, [id])
  await dropShares(tx, organisationId, id)
  await dropDelegations(tx, organisationId, id)
  await leaveGroups(tx, organisationId, id)
  await endForwardingTo(tx, organisationId, id)
  await tx.run(sql`delete from address where account_id = ${organisationId} and principal_id = ${id}`)
  await tx.run(sql`delete from credential where account_id = ${organisationId} and principal_id = ${id}`)
  await closeAccount(tx, organisationId, id)
  await deleteRecords(tx, organisationId, principal, [id as number as RecordId])
  if (administers(before)) await refuseHeadless(tx, organisationId)
  await audit(tx, by, organisationId, {
    action: 'principalDeleted',
    target: { type: 'Principal', id, name: String(before['name']) },
  })
}

async function dropShares(tx: Tx, organisationId: AccountId, id: PrincipalId): Promise<void> {
  await tx.run(sql`
    delete from share s using account a where a.account_id = s.account_id
      and a.organisation_id = ${organisationId} and s.principal_id = ${id}`)
}

async function dropDelegations(tx: Tx, organisationId: AccountId, id: PrincipalId): Promise<void> {
  await tx.run(sql`
    delete from delegation d using account a where a.account_id = d.account_id
      and a.organisation_id = ${organisationId} and d.principal_id = ${id}`)
}

const administers = (record: Wire): boolean =>
  record['role'] === 'administrator' && record['disabledAt'] === null

/** An organisation keeps someone who can administer it. */
async function refuseHeadless(tx: Tx, organisationId: AccountId): Promise<void> {
  const left = await tx.row(sql`
    select from principal where account_id = ${organisationId} and role = 'administrator' and disabled_at is null
    limit 1`)
  if (!left)
    throw new Refused('notPossible', 'the organisation would have no administrator left', {
      type: 'lastAdministrator',
    })
}
