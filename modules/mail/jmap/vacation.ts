import type { Answer, Call } from '../../../core/module.ts'
import { invalid, MethodFailed, setError } from '../../../doors/jmap/problem.ts'
import { Malformed, Refused } from '../../../lib/errors.ts'
import type { Access } from '../../../store/access.ts'
import { typeState } from '../../../store/records/changes.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { readMap, readNullable, readObject, readString, readStrings } from '../../../wire/jmap/json.ts'
import { applyPatch } from '../../../wire/jmap/patch.ts'
import type { SetError } from '../../../wire/jmap/problem.ts'
import { isUTCDate, writeUTCDate } from '../../../wire/jmap/scalar.ts'
import { readVacation, setVacation, type VacationResponse } from '../model/sieve/vacation-response.ts'
import { BASTIDE_MAIL, VACATION_RESPONSE } from '../types.ts'

type Args = Readonly<Record<string, unknown>>

/** The only id. RFC 8621 §8 */
const SINGLETON = 'singleton'

const STANDARD = ['isEnabled', 'fromDate', 'toDate', 'subject', 'textBody', 'htmlBody']
/** Ours, under `urn:bastide:mail`. */
const OWN = ['colleaguesTextBody', 'answersOutside']
const MAX_TEXT = 100_000

// RFC 8621 §8.1
export async function getVacation(call: Call, args: Args): Promise<Answer> {
  const access = await ownAccess(call, args)
  const ids = readNullable(args['ids'], 'ids', readStrings)
  const asked = readNullable(args['properties'], 'properties', readStrings)
  const known = call.using.has(BASTIDE_MAIL) ? [...STANDARD, ...OWN] : STANDARD
  const unknown = asked?.find(name => name !== 'id' && ![...STANDARD, ...OWN].includes(name))
  if (unknown !== undefined)
    throw new Malformed(`VacationResponse has no property "${unknown}"`, 'properties')
  const state = await call.state(access, VACATION_RESPONSE)
  const wire = writeVacation(await readVacation(call.house.db, access.accountId))
  const names = asked ?? known
  const record = Object.fromEntries(Object.entries(wire).filter(([name]) => names.includes(name)))
  const list = ids === null || ids.includes(SINGLETON) ? [{ id: SINGLETON, ...record }] : []
  const notFound = ids?.filter(id => id !== SINGLETON) ?? []
  return { response: { accountId: args['accountId'], state, list, notFound } }
}

// RFC 8621 §8.2
export async function setVacationResponse(call: Call, args: Args): Promise<Answer> {
  const access = await ownAccess(call, args)
  if (access.readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
  const create = readNullable(args['create'], 'create', (v, at) => readMap(v, at, readObject)) ?? {}
  const update = readNullable(args['update'], 'update', (v, at) => readMap(v, at, readObject)) ?? {}
  const destroy = readNullable(args['destroy'], 'destroy', readStrings) ?? []
  const ifInState = readNullable(args['ifInState'], 'ifInState', readString)
  const notUpdated: Record<string, SetError> = {}
  for (const id of Object.keys(update)) if (id !== SINGLETON) notUpdated[id] = { type: 'notFound' }
  const done = await call.house.db.write(async tx => {
    await lockAccounts(tx, [access.accountId])
    const oldState = await typeState(tx, access, VACATION_RESPONSE)
    if (ifInState !== null && ifInState !== oldState)
      throw new Refused('stateMismatch', `the state is ${oldState}`)
    const patch = update[SINGLETON]
    const refusal = patch
      ? await refusalOf(async () => {
          const before = await readVacation(tx, access.accountId)
          await setVacation(tx, access.accountId, patched(before, patch))
        })
      : null
    if (refusal) notUpdated[SINGLETON] = setError(refusal)
    const isUpdated = patch !== undefined && refusal === null
    const newState = await typeState(tx, access, VACATION_RESPONSE)
    return { oldState, newState, updated: isUpdated ? { [SINGLETON]: null } : null }
  })
  return {
    response: {
      accountId: args['accountId'],
      ...done,
      created: null,
      destroyed: null,
      // RFC 8620 §5.3 (singleton)
      notCreated: all(Object.keys(create)),
      notDestroyed: all(destroy),
      notUpdated: Object.keys(notUpdated).length > 0 ? notUpdated : null,
    },
  }
}

const all = (ids: readonly string[]): Record<string, SetError> | null =>
  ids.length > 0 ? Object.fromEntries(ids.map(id => [id, { type: 'singleton' }])) : null

async function refusalOf(work: () => Promise<void>): Promise<Refused | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    if (error instanceof Malformed)
      return new Refused('invalidProperties', error.message, { type: 'invalidPatch' })
    throw error
  }
}

async function ownAccess(call: Call, args: Args): Promise<Access> {
  const access = await call.access(args['accountId'])
  if (!access.owner)
    throw new MethodFailed('accountNotSupportedByMethod', 'only the people of an account are away from it')
  return access
}

const writeVacation = (v: VacationResponse): Record<string, unknown> => ({
  isEnabled: v.isEnabled,
  fromDate: v.fromAt && writeUTCDate(v.fromAt),
  toDate: v.toAt && writeUTCDate(v.toAt),
  subject: v.subject,
  textBody: v.textBody,
  htmlBody: v.htmlBody,
  colleaguesTextBody: v.colleaguesTextBody,
  answersOutside: v.answersOutside,
})

function patched(before: VacationResponse, patch: Args): VacationResponse {
  const after = applyPatch({ id: SINGLETON, ...writeVacation(before) }, patch, () => null) as Args
  for (const name of Object.keys(after))
    if (!['id', ...STANDARD, ...OWN].includes(name)) throw invalid(name, 'no such property')
  const { fromAt, toAt } = { fromAt: instant(after, 'fromDate'), toAt: instant(after, 'toDate') }
  if (fromAt && toAt && toAt <= fromAt) throw invalid('toDate', 'must be later than fromDate')
  return {
    isEnabled: flag(after, 'isEnabled'),
    fromAt,
    toAt,
    subject: text(after, 'subject', MAX_SUBJECT),
    textBody: text(after, 'textBody', MAX_TEXT),
    htmlBody: text(after, 'htmlBody', MAX_TEXT),
    colleaguesTextBody: text(after, 'colleaguesTextBody', MAX_TEXT),
    answersOutside: flag(after, 'answersOutside'),
  }
}

const MAX_SUBJECT = 1000

function flag(values: Args, name: string): boolean {
  const value = values[name]
  if (typeof value !== 'boolean') throw invalid(name, 'true or false is expected')
  return value
}

function instant(values: Args, name: string): Date | null {
  const value = values[name] ?? null
  if (value === null) return null
  if (!isUTCDate(value)) throw invalid(name, 'a UTCDate is expected')
  return new Date(value)
}

function text(values: Args, name: string, max: number): string | null {
  const value = values[name] ?? null
  if (value === null) return null
  if (typeof value !== 'string' || value.includes('\0')) throw invalid(name, 'a text is expected')
  if (value.length > max) throw invalid(name, `longer than ${max} characters`)
  return value
}
