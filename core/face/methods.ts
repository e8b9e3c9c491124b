import { Malformed, Refused } from '../../lib/errors.ts'
import { type PrincipalId, type RecordId, readId, writeId } from '../../lib/id.ts'
import { mustAdminister } from '../actor.ts'
import { findTampering } from '../audit.ts'
import { readRecord } from '../directory.ts'
import { type Imported, type ImportedPerson, importPeople } from '../import.ts'
import { listJobs, retryJob } from '../jobs/list.ts'
import { leave } from '../leaving.ts'
import { changePassword, setPassword } from '../login/change.ts'
import { makePassword } from '../login/made-password.ts'
import { hashPassword } from '../login/password.ts'
import { listSessionsOf, signOutPrincipal } from '../login/session.ts'
import type { Call, Method, MethodOf } from '../module.ts'
import { readOverview } from '../overview.ts'
import { ADMIN, auditEntry, PRINCIPALS, principal } from '../types.ts'
import { domainRecords, rotateDomainKeys } from './domain.ts'
import { readPerson } from './imported-person.ts'
import { inDirectory } from './in-directory.ts'

type Args = Readonly<Record<string, unknown>>

/**
 * Sets a password. `{accountId, id, password}` resets somebody's, by an administrator, who may say that it is
 * `temporary`, as our pages do unless told otherwise, and may leave it to the house to make one: it comes back in the
 * answer, this once. With `currentPassword` people change their own.
 */
const setPrincipalPassword: Method = async (call, args) => {
  const id = principalOf(args)
  const { accountId } = args
  if (id === call.actor.principalId) {
    await changeOwn(call, args, text(args, 'password'))
    return { response: { accountId } }
  }
  const made = args['password'] === undefined ? makePassword() : null
  await reset(call, id, made ?? text(args, 'password'), truth(args, 'temporary', made !== null))
  return { response: { accountId, ...(made !== null && { password: made }) } }
}

const changeOwn = ({ house, actor }: Call, args: Args, wanted: string): Promise<void> =>
  changePassword(house, actor, { current: text(args, 'currentPassword'), wanted, session: null })

async function reset(
  { house, actor }: Call,
  id: PrincipalId,
  password: string,
  isTemporary: boolean,
): Promise<void> {
  const { organisationId } = actor
  mustAdminister(actor, organisationId)
  const record = await readRecord(house.db, organisationId, principal, id as number as RecordId)
  const whose = { name: String(record['name']), address: record['email'] as string | null }
  const hash = await hashPassword(password, whose)
  await house.db.write(tx => setPassword(tx, actor, organisationId, id, hash, isTemporary))
}

/** What is signed in as somebody: `{accountId, id}`. */
const sessions: Method = async ({ house, actor }, args) => {
  const list = await listSessionsOf(house.db, actor, actor.organisationId, principalOf(args))
  return { response: { accountId: args['accountId'], list } }
}

/** Signs somebody out everywhere. */
const signOut: Method = async ({ house, actor }, args) => {
  const id = principalOf(args)
  await house.db.write(tx => signOutPrincipal(tx, actor, actor.organisationId, id))
  return { response: { accountId: args['accountId'] } }
}

function principalOf(args: Args): PrincipalId {
  const id = readId(principal.prefix, text(args, 'id')) as number | null as PrincipalId | null
  if (id === null) throw new Refused('notFound', 'there is no such principal')
  return id
}

/** The queue, for the administration. */
const list: Method = async ({ house, actor }, args) => {
  mustAdminister(actor, actor.organisationId)
  return { response: { accountId: args['accountId'], list: await listJobs(house.db, actor.organisationId) } }
}

const retry: Method = async ({ house, actor }, args) => {
  mustAdminister(actor, actor.organisationId)
  const id = text(args, 'id')
  if (!/^\d{1,18}$/.test(id)) throw new Refused('notFound', 'there is no such job')
  await retryJob(house.db, actor.organisationId, id)
  return { response: { accountId: args['accountId'] } }
}

/** Follows the chain of the audit; the first entry that does not fit, or null. */
const verify: Method = async ({ house, actor }, args) => {
  mustAdminister(actor, actor.organisationId)
  const found = await findTampering(house.db, actor.organisationId)
  const tampered = found === null ? null : writeId(auditEntry.prefix, found)
  return { response: { accountId: args['accountId'], tampered } }
}

function truth(args: Args, name: string, otherwise: boolean): boolean {
  const value = args[name] ?? otherwise
  if (typeof value !== 'boolean') throw new Malformed('true or false is expected', name)
  return value
}

function text(args: Args, name: string): string {
  const value = args[name]
  if (typeof value !== 'string') throw new Malformed('a text is expected', name)
  return value
}

/** Makes many people: `{accountId, people, trial, temporary}`; the outcome of each in its place. */
const importMany: Method = async ({ house, actor }, args) => {
  mustAdminister(actor, actor.organisationId)
  const done = await importPeople(house, actor, actor.organisationId, {
    people: readPeople(args['people']),
    isTrial: truth(args, 'trial', false),
    isTemporary: truth(args, 'temporary', true),
  })
  return { response: { accountId: args['accountId'], list: done.map(writeImported) } }
}

function readPeople(value: unknown): (ImportedPerson | Refused)[] {
  if (!Array.isArray(value)) throw new Malformed('a list is expected', 'people')
  return value.map(given => {
    try {
      return readPerson(given)
    } catch (error) {
      if (error instanceof Refused) return error
      throw error
    }
  })
}

function writeImported(outcome: Imported): object {
  if (!('refused' in outcome)) return outcome
  const { code, message, details } = outcome.refused
  return { refused: { type: code, description: message, ...details } }
}

const overview: Method = async ({ house, actor }, args) => {
  const seen = await readOverview(house.db, actor, actor.organisationId, house.now())
  return { response: { accountId: args['accountId'], ...seen } }
}

/** Somebody leaves: `{accountId, id, forwardTo, groups}`. */
const leaveOrganisation: Method = async ({ house, actor }, args) => {
  const id = principalOf(args)
  const forwardTo = args['forwardTo'] == null ? null : principalOf({ id: args['forwardTo'] })
  const groups = truth(args, 'groups', true)
  await house.db.write(tx => leave(tx, actor, actor.organisationId, id, { forwardTo, groups }))
  return { response: { accountId: args['accountId'] } }
}

export const methods: Readonly<Record<string, MethodOf>> = {
  'Principal/setPassword': { capability: PRINCIPALS, run: inDirectory(setPrincipalPassword) },
  'Principal/sessions': { capability: ADMIN, run: inDirectory(sessions) },
  'Principal/signOut': { capability: ADMIN, run: inDirectory(signOut) },
  'Principal/import': { capability: ADMIN, run: inDirectory(importMany) },
  'Principal/leave': { capability: ADMIN, run: inDirectory(leaveOrganisation) },
  'Organisation/overview': { capability: ADMIN, run: inDirectory(overview) },
  'Domain/records': { capability: ADMIN, run: inDirectory(domainRecords) },
  'Domain/rotateKeys': { capability: ADMIN, run: inDirectory(rotateDomainKeys) },
  'Job/list': { capability: ADMIN, run: inDirectory(list) },
  'Job/retry': { capability: ADMIN, run: inDirectory(retry) },
  'AuditEntry/verify': { capability: ADMIN, run: inDirectory(verify) },
}
