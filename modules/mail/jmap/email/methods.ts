import type { Answer, Call, Outcome } from '../../../../core/module.ts'
import { readBlobId } from '../../../../doors/jmap/blob/name.ts'
import { openBlob } from '../../../../doors/jmap/blob/open.ts'
import { resolveCreated } from '../../../../doors/jmap/creation-references.ts'
import { LIMITS } from '../../../../doors/jmap/limits.ts'
import { invalidProperties, MethodFailed, setError } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import { type RecordId, readId, writeId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import type { Tx } from '../../../../store/database.ts'
import { stateAfter, typeState } from '../../../../store/records/changes.ts'
import { lockAccounts } from '../../../../store/sequence.ts'
import { readBoolean, readMap, readNullable, readObject, readString } from '../../../../wire/jmap/json.ts'
import { readMailDate } from '../../../../wire/mime/date.ts'
import { readHeaders } from '../../../../wire/mime/headers.ts'
import { readEmails } from '../../model/emails.ts'
import { listExisting } from '../../model/existing.ts'
import { noteOpening } from '../../model/opened.ts'
import { type Prepared, prepareBlob, prepareMessage } from '../../model/prepare.ts'
import { email, mailbox } from '../../types.ts'
import { fileOne } from './create.ts'

type Args = Readonly<Record<string, unknown>>
type Wanted = Readonly<Record<string, Args>>

/**
 * RFC 8621 §4.8. `skipExisting` is ours: what stands in the mailboxes already, byte for byte, is refused as
 * `alreadyExists`, so that an import that broke off is repeated as it was.
 */
export async function importEmails(call: Call, args: Args): Promise<Answer> {
  const access = await writable(call, args['accountId'])
  const emails = readWanted(args['emails'], 'emails')
  const messages = await prepareEach(emails, given => prepareImport(call, access, given))
  const skips = readNullable(args['skipExisting'], 'skipExisting', readBoolean) ?? false
  const response = await fileAll(call, access, args, await dated(emails, messages), messages, skips)
  return { response: { accountId: args['accountId'], ...response } }
}

// RFC 8621 §4.8: what says no time of its own came when it was last received. Messages are in memory one at a time.
async function dated(emails: Wanted, messages: Messages): Promise<Wanted> {
  const all: [string, Args][] = []
  for (const [key, given] of Object.entries(emails)) {
    const message = messages.get(key)
    const isTold = given['receivedAt'] !== undefined || !message || message instanceof Refused
    const received = isTold ? null : await receivedInstant(message)
    all.push([key, received === null ? given : { ...given, receivedAt: received }])
  }
  return Object.fromEntries(all)
}

// RFC 5321 §4.4: each server puts its line before the others, the time last.
async function receivedInstant(message: Prepared): Promise<string | null> {
  const field = readHeaders(await message.bytes(), message.projection.structure).find(
    ({ name }) => name.toLowerCase() === 'received',
  )
  const date = field && readMailDate(field.value.slice(field.value.lastIndexOf(';') + 1))
  return date ? `${new Date(date.epoch).toISOString().slice(0, 19)}Z` : null
}

async function prepareImport(call: Call, access: Access, given: Args): Promise<Prepared> {
  const missing = ['blobId', 'mailboxIds'].filter(name => given[name] === undefined)
  if (missing.length > 0) throw invalidProperties(missing.map(name => [name, 'must be given']))
  const id = given['blobId']
  // RFC 8621 §4.8
  if (typeof id !== 'string')
    throw new Refused('invalidProperties', 'the id of a blob is expected', { properties: ['blobId'] })
  const blobId = id.startsWith('#') ? (call.createdIds.get(id.slice(1)) ?? '') : id
  const message = await prepareNamed(call, access, blobId)
  if (!message) throw new Refused('invalidProperties', 'there is no such blob', { properties: ['blobId'] })
  // RFC 8621 §4.8
  if (!isMessage(message))
    throw new Refused('invalidProperties', 'this is no message', { type: 'invalidEmail' })
  return message
}

/** A part of a message is imported as the message that it is. */
async function prepareNamed(call: Call, access: Access, blobId: string): Promise<Prepared | null> {
  const { house } = call
  try {
    const { digest, part } = readBlobId(blobId)
    if (part === null) return await prepareBlob(house, access.accountId, digest)
    const blob = await openBlob(house, access.accountId, blobId)
    return await prepareMessage(house, (await blob.read(0, blob.size)) as AsyncIterable<Buffer>)
  } catch (error) {
    if (error instanceof Refused && error.code === 'notFound') return null
    throw error
  }
}

const isMessage = ({ projection }: Prepared): boolean => {
  const { headerStart, headerEnd } = projection.structure
  return headerEnd > headerStart
}

// RFC 8621 §4.7
export async function copyEmails(call: Call, args: Args): Promise<Answer> {
  const from = await sourceOf(call, args)
  const access = await writable(call, args['accountId'])
  const create = readWanted(args['create'], 'create')
  await noteOpening(call.house, call.actor, from.accountId)
  const originals = await readOriginals(call, from, create)
  const messages = await prepareEach(create, given => originals.prepare(given))
  const filings = Object.fromEntries(
    Object.entries(create).map(([key, given]) => [key, { ...originals.defaults(given), ...given }]),
  )
  const response = await fileAll(call, access, args, filings, messages)
  const copied = Object.keys(response.created ?? {})
  return {
    response: { fromAccountId: args['fromAccountId'], accountId: args['accountId'], ...response },
    followUps: destroyOriginals(
      args,
      copied.map(key => String(create[key]!['id'])),
    ),
  }
}

async function sourceOf(call: Call, args: Args): Promise<Access> {
  if (args['fromAccountId'] === args['accountId'])
    throw new MethodFailed('invalidArguments', 'the two accounts must differ')
  const from = await call.access(args['fromAccountId']).catch(error => {
    if (error instanceof Refused && error.code === 'accountNotFound')
      throw new MethodFailed('fromAccountNotFound')
    throw error
  })
  const expected = readNullable(args['ifFromInState'], 'ifFromInState', readString)
  if (expected !== null && expected !== (await typeState(call.house.db, from, email.name)))
    throw new Refused('stateMismatch', 'the source account has moved')
  return from
}

async function readOriginals(call: Call, from: Access, create: Wanted) {
  const ids = Object.values(create).flatMap(given => numberOf(given) ?? [])
  const rows = new Map((await readEmails(call.house.db, from, ids, 'narrow')).map(row => [row.id, row]))
  const rowOf = (given: Args) => rows.get(numberOf(given) ?? (0 as RecordId))
  return {
    async prepare(given: Args): Promise<Prepared> {
      const row = rowOf(given)
      const message = row ? await prepareBlob(call.house, from.accountId, row.digest) : null
      if (!message) throw new Refused('notFound', 'the email does not exist')
      return message
    },
    defaults(given: Args): Args {
      const row = rowOf(given)
      if (!row) return {}
      return {
        keywords: Object.fromEntries(row.keywords.map(word => [word, true])),
        receivedAt: `${row.receivedAt.toISOString().slice(0, 19)}Z`,
      }
    },
  }
}

const numberOf = (given: Args): RecordId | null => readId(email.prefix, String(given['id']))

function destroyOriginals(args: Args, ids: readonly string[]) {
  const wanted =
    readNullable(args['onSuccessDestroyOriginal'], 'onSuccessDestroyOriginal', readBoolean) ?? false
  if (!wanted || ids.length === 0) return []
  const ifInState = args['destroyFromIfInState'] ?? null
  return [{ name: 'Email/set', args: { accountId: args['fromAccountId'], destroy: ids, ifInState } }]
}

async function writable(call: Call, accountId: unknown): Promise<Access> {
  const access = await call.access(accountId)
  if (access.readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
  return access
}

function readWanted(value: unknown, at: string): Wanted {
  const wanted = readMap(value, at, readObject)
  if (Object.keys(wanted).length > LIMITS.maxObjectsInSet)
    throw new MethodFailed('requestTooLarge', 'too many emails')
  return wanted
}

type Messages = ReadonlyMap<string, Prepared | Refused>

async function prepareEach(wanted: Wanted, prepare: (given: Args) => Promise<Prepared>): Promise<Messages> {
  const messages = new Map<string, Prepared | Refused>()
  for (const [key, given] of Object.entries(wanted))
    try {
      messages.set(key, await prepare(given))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      messages.set(key, error)
    }
  return messages
}

/** One transaction for all; `ifInState` as in a /set. */
async function fileAll(
  call: Call,
  access: Access,
  args: Args,
  wanted: Wanted,
  messages: Messages,
  skipsExisting = false,
) {
  const { oldState, newState, outcomes } = await call.house.db.write(async tx => {
    // Sent together, obeyed in this order: the state is read under the lock.
    const [, oldState] = await Promise.all([
      lockAccounts(tx, [access.accountId]),
      typeState(tx, access, email.name),
    ])
    const expected = readNullable(args['ifInState'], 'ifInState', readString)
    if (expected !== null && expected !== oldState)
      throw new Refused('stateMismatch', `the state is ${oldState}`)
    const standing = skipsExisting ? await readStanding(tx, access, messages) : null
    const outcomes = new Map<string, Outcome>()
    for (const [key, given] of Object.entries(wanted))
      outcomes.set(key, await fileResolved(tx, call, access, given, messages.get(key)!, standing))
    return { oldState, newState: await stateAfter(tx, access, email.name, oldState), outcomes }
  })
  const created: Record<string, Exclude<Outcome, Refused | null>> = {}
  const notCreated: Record<string, object> = {}
  for (const [key, outcome] of outcomes)
    if (outcome instanceof Refused) notCreated[key] = setError(outcome)
    else if (outcome) created[key] = outcome
  for (const [key, record] of Object.entries(created)) call.createdIds.set(key, String(record['id']))
  return { oldState, newState, created: orNull(created), notCreated: orNull(notCreated) }
}

async function fileResolved(
  tx: Tx,
  call: Call,
  access: Access,
  given: Args,
  message: Prepared | Refused,
  standing: Standing | null,
): Promise<Outcome> {
  try {
    const resolved = resolveCreated(email, given, call.createdIds)
    refuseStanding(standing, resolved, message)
    const outcome = await fileOne(tx, call, access, resolved, message)
    remember(standing, resolved, message, outcome)
    return outcome
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

/** Messages and the mailboxes that hold them, as their ids: those that stood, and those that this request has filed. */
type Standing = { readonly digest: string; readonly mailboxIds: readonly string[]; readonly id: string }[]

async function readStanding(tx: Tx, access: Access, messages: Messages): Promise<Standing> {
  const asked = [...messages.values()].flatMap(message => (message instanceof Refused ? [] : [message]))
  const rows = await readEmails(tx, access, await listExisting(tx, access.accountId, asked), 'narrow')
  return rows.map(({ id, digest, mailboxIds }) => ({
    digest,
    mailboxIds: mailboxIds.map(held => writeId(mailbox.prefix, held)),
    id: writeId(email.prefix, id),
  }))
}

const idsIn = (given: Args): string[] => Object.keys(Object(given['mailboxIds']))

// RFC 8621 §4.8
function refuseStanding(standing: Standing | null, given: Args, message: Prepared | Refused): void {
  if (!standing || message instanceof Refused) return
  const wanted = idsIn(given)
  const same = standing.find(
    ({ digest, mailboxIds }) => digest === message.digest && wanted.every(id => mailboxIds.includes(id)),
  )
  if (same) throw new Refused('alreadyExists', 'the message is there already', { existingId: same.id })
}

function remember(
  standing: Standing | null,
  given: Args,
  message: Prepared | Refused,
  outcome: Outcome,
): void {
  if (!standing || message instanceof Refused || outcome instanceof Refused || !outcome) return
  standing.push({ digest: message.digest, mailboxIds: idsIn(given), id: String(outcome['id']) })
}

const orNull = <T extends object>(map: T): T | null => (Object.keys(map).length ? map : null)
