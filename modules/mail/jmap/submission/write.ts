import { oneByOne } from '../../../../core/face/one-by-one.ts'
import type { Call, Outcome, SetChanges, WriteHooks } from '../../../../core/module.ts'
import { checkValue } from '../../../../doors/jmap/check.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import { type Digest, type RecordId, readId, writeId } from '../../../../lib/id.ts'
import { type Access, mayDelegated } from '../../../../store/access.ts'
import type { Tx } from '../../../../store/database.ts'
import { readRecords } from '../../../../store/records/read.ts'
import { isObject } from '../../../../wire/jmap/json.ts'
import { writeUTCDate } from '../../../../wire/jmap/scalar.ts'
import { readFields } from '../../../../wire/mime/header-fields.ts'
import { type Authorship, auditAuthorship, copiesOf, findAuthorship } from '../../model/authorship.ts'
import { type EmailRow, readEmails } from '../../model/emails.ts'
import { wholeSecond } from '../../model/place.ts'
import { countRecipients, tellOfRecipients } from '../../model/recipients.ts'
import { mayUseAddress } from '../../model/sender.ts'
import {
  cancelSubmission,
  createSubmission,
  destroySubmission,
  rescheduleSubmission,
} from '../../model/submission.ts'
import { BASTIDE_MAIL, email, emailSubmission, identity, thread } from '../../types.ts'
import { checkSendAt, readEnvelope, readSendAt } from './envelope.ts'

type Values = Readonly<Record<string, unknown>>

const GIVEN = new Set(['identityId', 'emailId', 'envelope', 'sendAt', 'undoStatus'])

/** What is read before the transaction begins, which asks for nothing but its own connection. */
interface Read {
  /** Emails of the submissions that stood before and whose success is to change them, by submission. */
  readonly named: ReadonlyMap<string, string>
  readonly headers: Headers
}

/** Headers of the messages that are to leave, as they are in their bytes. */
type Headers = ReadonlyMap<Digest, Buffer>

// RFC 8621 §7.5
export const submissionWrite: WriteHooks = {
  prepare: async (call, access, changes): Promise<Read> => ({
    named: await findNamed(call, access, changes),
    headers: await readHeaders(call, access, changes),
  }),
  create: (tx, call, access, { create }, { headers }: Read) =>
    oneByOne(tx, create, (_, given) => createOne(tx, call, access, given, headers)),
  update: (tx, call, access, { update }) =>
    oneByOne(tx, update, (id, patch) => updateOne(tx, call, access, id, patch)),
  destroy: (tx, _, access, { destroy }) =>
    oneByOne(
      tx,
      destroy.map(id => [id, null] as const),
      async id => {
        refuseStranger(access)
        await destroySubmission(tx, access.accountId, id)
        return null
      },
    ),
  followUps: (call, args, response, { named }: Read) => {
    const created = isObject(response['created']) ? Object.keys(response['created']) : []
    const updated = isObject(response['updated']) ? Object.keys(response['updated']) : []
    const destroyed = Array.isArray(response['destroyed']) ? response['destroyed'] : []
    const emails = new Map([
      ...created.map(key => [`#${key}`, emailOf(call, args, key)] as const),
      ...[...updated, ...destroyed].flatMap(id => (named.has(id) ? [[id, named.get(id)!] as const] : [])),
    ])
    const patches = isObject(args['onSuccessUpdateEmail']) ? args['onSuccessUpdateEmail'] : {}
    const doomed = Array.isArray(args['onSuccessDestroyEmail']) ? args['onSuccessDestroyEmail'] : []
    const update = Object.entries(patches).flatMap(([key, patch]) =>
      emails.has(key) ? [[emails.get(key), patch]] : [],
    )
    const destroy = doomed.flatMap(key => emails.get(key) ?? [])
    if (update.length + destroy.length === 0) return []
    return [
      {
        name: 'Email/set',
        args: { accountId: args['accountId'], update: Object.fromEntries(update), destroy },
      },
    ]
  },
}

/** Read before they are written: what is destroyed can be asked no more. */
async function findNamed(call: Call, access: Access, { args }: SetChanges): Promise<Read['named']> {
  const { onSuccessUpdateEmail, onSuccessDestroyEmail } = args
  const keys = [
    ...(isObject(onSuccessUpdateEmail) ? Object.keys(onSuccessUpdateEmail) : []),
    ...(Array.isArray(onSuccessDestroyEmail) ? onSuccessDestroyEmail.map(String) : []),
  ]
  const ids = keys.map(key => readId(emailSubmission.prefix, key)).filter(id => id !== null)
  if (ids.length === 0) return new Map()
  const types = call.house.registry.descriptors
  const found = await readRecords(call.house.db, types, access, emailSubmission, ids, ['emailId'])
  return new Map(found.map(record => [record.id, String(record['emailId'])]))
}

async function readHeaders(call: Call, access: Access, { create }: SetChanges): Promise<Headers> {
  const ids = [...create.values()].flatMap(({ emailId }) =>
    typeof emailId === 'string' ? (readId(email.prefix, resolved(call, emailId)) ?? []) : [],
  )
  const headers = new Map<Digest, Buffer>()
  if (ids.length === 0) return headers
  for (const { digest, content } of await readEmails(call.house.db, access, ids, 'structure')) {
    const { headerStart, headerEnd } = content!.structure!
    const opened = await call.house.blobs.open(digest, headerStart, headerEnd)
    headers.set(digest, Buffer.concat(await Array.fromAsync(opened)))
  }
  return headers
}

/** The email of a creation, its own reference resolved. */
function emailOf(call: Call, args: Values, key: string): string {
  const create = args['create'] as Readonly<Record<string, { emailId: string }>>
  return resolved(call, create[key]!.emailId)
}

const resolved = ({ createdIds }: Call, id: string): string =>
  id.startsWith('#') ? (createdIds.get(id.slice(1)) ?? '') : id

function refuseStranger(access: Access): void {
  // RFC 8621 §7.5
  if (!mayDelegated(access, 'maySendOnBehalf', 'maySendAs'))
    throw new Refused('forbidden', 'you may not send from this account', { type: 'forbiddenToSend' })
}

async function createOne(
  tx: Tx,
  call: Call,
  access: Access,
  given: Values,
  headers: Headers,
): Promise<Outcome> {
  refuseStranger(access)
  for (const name of Object.keys(given)) if (!GIVEN.has(name)) throw invalid(name, 'cannot be set')
  const row = await findEmail(tx, call, access, given['emailId'])
  const identityId = await checkIdentity(tx, call, access, given['identityId'])
  refuseTwoAuthors(headers.get(row.digest))
  const envelope = readEnvelope(given['envelope'], row.content!)
  const authorship = await readAuthorship(tx, call, envelope.mailFrom.email, row)
  const sendAt = wholeSecond(readSendAt(given['sendAt'], envelope, call.house.now()))
  const tooMany = await countRecipients(tx, call.house, call.actor, envelope.rcptTo.length)
  if (tooMany) {
    // Given back, not thrown: what is told of it stays.
    await tellOfRecipients(tx, call.house, call.actor, 'jmap')
    return tooMany
  }
  const id = await createSubmission(tx, call.house, access.accountId, {
    identityId,
    emailId: row.id,
    threadId: row.threadId,
    digest: row.digest,
    envelope,
    sendAt,
    sender: authorship.sender,
    copyIn: copiesOf(authorship, access.accountId)[0] ?? null,
    by: call.actor.principalId,
  })
  await auditAuthorship(tx, call.actor, authorship, { recipients: envelope.rcptTo.length, door: 'jmap' })
  return {
    id: writeId(emailSubmission.prefix, id),
    threadId: writeId(thread.prefix, row.threadId),
    sendAt: writeUTCDate(sendAt),
    undoStatus: 'pending',
    ...(given['envelope'] ? {} : { envelope }),
  }
}

async function findEmail(tx: Tx, call: Call, access: Access, emailId: unknown): Promise<EmailRow> {
  const { emailId: p } = emailSubmission.properties
  const id = checkValue('emailId', p, call.house.registry.descriptors, emailId) as string
  const [row] = await readEmails(tx, access, [readId(email.prefix, id)!], 'structure')
  if (!row) throw invalid('emailId', 'the email does not exist')
  return row
}

// RFC 5322 §3.6: of two, one program shows the first and another the last; only the last is asked about below.
function refuseTwoAuthors(header: Buffer | undefined): void {
  if (!header) throw invalid('emailId', 'the email does not exist')
  for (const field of ['from', 'sender'])
    if (readFields(header, 0, header.length, name => name === field).length > 1)
      throw new Refused('invalidProperties', `the message has more than one ${field}`, {
        type: 'invalidEmail',
        properties: [field],
      })
}

async function checkIdentity(tx: Tx, call: Call, access: Access, identityId: unknown): Promise<RecordId> {
  const types = call.house.registry.descriptors
  const wire = checkValue('identityId', emailSubmission.properties.identityId, types, identityId) as string
  const id = readId(identity.prefix, wire)!
  const [record] = await readRecords(tx, types, access, identity, [id], ['email'])
  if (!record) throw invalid('identityId', 'the identity does not exist')
  return id
}

/** Neither the envelope nor the letter may speak in the name of somebody else. RFC 8621 §7.5 */
async function readAuthorship(
  tx: Tx,
  call: Call,
  mailFrom: string,
  { content }: EmailRow,
): Promise<Authorship> {
  if (!(await mayUseAddress(tx, call.actor, mailFrom)))
    throw new Refused('forbidden', `${mailFrom} is not your address`, { type: 'forbiddenMailFrom' })
  const from = content!.from ?? []
  if (from.length === 0)
    throw new Refused('invalidProperties', 'the message has no From', { type: 'invalidEmail' })
  const authorship = await findAuthorship(
    tx,
    call.actor,
    [...from, ...(content!.sender ?? [])].map(one => one.email),
  )
  if ('foreign' in authorship)
    throw new Refused('forbidden', `${authorship.foreign} is not your address`, { type: 'forbiddenFrom' })
  return authorship
}

/** It can be called back; and with our capability, leave at another time than the one that the standard fixes. */
async function updateOne(tx: Tx, call: Call, access: Access, id: RecordId, patch: Values): Promise<Outcome> {
  refuseStranger(access)
  const types = call.house.registry.descriptors
  const [record] = await readRecords(tx, types, access, emailSubmission, [id])
  if (!record) throw new Refused('notFound', 'the submission does not exist')
  const changed = Object.keys(patch).filter(
    name => JSON.stringify(patch[name]) !== JSON.stringify(record[name] ?? null),
  )
  const wrong = changed.find(
    name => name !== 'undoStatus' && !(name === 'sendAt' && call.using.has(BASTIDE_MAIL)),
  )
  if (wrong !== undefined) throw invalid(wrong, 'cannot be changed')
  if (changed.includes('undoStatus')) {
    if (patch['undoStatus'] !== 'canceled') throw invalid('undoStatus', 'it can only be canceled')
    await cancelSubmission(tx, call.house, access.accountId, id)
    return null
  }
  return changed.includes('sendAt') ? reschedule(tx, call, access, id, patch['sendAt']) : null
}

async function reschedule(
  tx: Tx,
  call: Call,
  access: Access,
  id: RecordId,
  given: unknown,
): Promise<Outcome> {
  const { sendAt: p } = emailSubmission.properties
  const wanted = checkValue('sendAt', p, call.house.registry.descriptors, given) as string
  const sendAt = wholeSecond(checkSendAt(new Date(wanted), call.house.now()))
  await rescheduleSubmission(tx, call.house, access.accountId, id, sendAt)
  return { sendAt: writeUTCDate(sendAt) }
}
