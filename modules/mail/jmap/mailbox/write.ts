import { oneByOne } from '../../../../core/face/one-by-one.ts'
import type { Call, Outcome, SetChanges, WriteHooks } from '../../../../core/module.ts'
import { checkUpdate, completeCreation } from '../../../../doors/jmap/check.ts'
import { addRights, writeSharing } from '../../../../doors/jmap/sharing.ts'
import type { Typed } from '../../../../doors/jmap/typed.ts'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import { type RecordId, readId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import type { Tx } from '../../../../store/database.ts'
import { readRecords } from '../../../../store/records/read.ts'
import { touchRecords } from '../../../../store/records/write.ts'
import { applyPatch } from '../../../../wire/jmap/patch.ts'
import { createMailbox, destroyMailbox, type MailboxSettings, updateMailbox } from '../../model/mailbox.ts'
import { listMailboxes } from '../../model/mailboxes.ts'
import { auditSharing } from '../../model/share.ts'
import { type Mailbox, mailbox } from '../../types.ts'
import { mailboxType } from './type.ts'

// RFC 8621 §2.5
export const mailboxWrite: WriteHooks = {
  create: (tx, call, access, { create }) =>
    oneByOne(tx, create, (_, given) => createOne(tx, call, access, given)),
  async update(tx, call, access, { update }) {
    const before = await readBefore(tx, call, access, [...update.keys()])
    return oneByOne(tx, update, (id, patch) => updateOne(tx, call, access, id, before.get(id), patch))
  },
  async destroy(tx, call, access, changes) {
    const ids = await childrenFirst(tx, access, changes)
    return oneByOne(
      tx,
      ids.map(id => [id, null] as const),
      id => destroyOne(tx, call, access, id, changes),
    )
  },
}

type Values = Readonly<Record<string, unknown>>

async function createOne(tx: Tx, call: Call, access: Access, given: Values): Promise<Outcome> {
  const types = call.house.registry.descriptors
  const record = completeCreation(mailbox, types, given, call.house.now()) as unknown as Mailbox
  const id = await createMailbox(tx, access, settingsOf(record))
  await writeSharing(tx, typedFor(call, access), id, null, record.shareWith)
  await auditSharing(tx, call.actor, access, id, { before: null, after: record.shareWith })
  const made = (await readBefore(tx, call, access, [id])).get(id)!
  return Object.fromEntries(Object.entries(made).filter(([name]) => !(name in given)))
}

async function updateOne(
  tx: Tx,
  call: Call,
  access: Access,
  id: RecordId,
  before: Values | undefined,
  patch: Values,
): Promise<Outcome> {
  if (!before) throw new Refused('notFound', 'the mailbox does not exist')
  const types = call.house.registry.descriptors
  const after = checkUpdate(
    mailbox,
    types,
    before,
    patched(before, patch),
    call.house.now(),
  ) as unknown as Mailbox
  const [settings, asked] = [settingsOf(before as unknown as Mailbox), settingsOf(after)]
  if (JSON.stringify(settings) !== JSON.stringify(asked)) await updateMailbox(tx, access, id, asked)
  await share(tx, call, access, id, before, after)
  return null
}

async function share(
  tx: Tx,
  call: Call,
  access: Access,
  id: RecordId,
  before: Values,
  after: Mailbox,
): Promise<void> {
  if (JSON.stringify(before['shareWith'] ?? null) === JSON.stringify(after.shareWith ?? null)) return
  if (!(before as unknown as Mailbox).myRights['mayShare'])
    throw new Refused('forbidden', 'this needs the right mayShare', { properties: ['shareWith'] })
  await writeSharing(tx, typedFor(call, access), id, before['shareWith'], after.shareWith)
  const had = before['shareWith'] as Mailbox['shareWith']
  await auditSharing(tx, call.actor, access, id, { before: had, after: after.shareWith })
  await touchRecords(tx, access.accountId, mailbox, [id])
}

function patched(before: Values, patch: Values): Values {
  try {
    return applyPatch(
      before,
      patch,
      name => mailbox.properties[name as keyof typeof mailbox.properties]?.default ?? null,
    )
  } catch (error) {
    if (error instanceof Malformed)
      throw new Refused('invalidProperties', error.message, { type: 'invalidPatch' })
    throw error
  }
}

const settingsOf = (record: Mailbox): MailboxSettings => ({
  name: record.name,
  parentId: record.parentId === null ? null : readId(mailbox.prefix, record.parentId),
  role: record.role,
  sortOrder: sortOrderOf(record.sortOrder),
  isSubscribed: record.isSubscribed,
  colour: record.colour,
})

// RFC 8621 §2
function sortOrderOf(order: number): number {
  if (order < 0 || order >= 2 ** 31)
    throw new Refused('invalidProperties', 'sortOrder is from 0 to 2^31 - 1', { properties: ['sortOrder'] })
  return order
}

async function destroyOne(
  tx: Tx,
  call: Call,
  access: Access,
  id: RecordId,
  { args }: SetChanges,
): Promise<Outcome> {
  await destroyMailbox(tx, call.house, access, id, args['onDestroyRemoveEmails'] === true)
  return null
}

/** A tree may go in one call, whatever the order in which it is named. */
async function childrenFirst(tx: Tx, access: Access, { destroy }: SetChanges): Promise<RecordId[]> {
  const parents = new Map((await listMailboxes(tx, access)).map(box => [box.id, box.parentId]))
  const depth = (id: RecordId): number => {
    const parent = parents.get(id) ?? null
    return parent === null ? 0 : 1 + depth(parent)
  }
  return destroy.toSorted((a, b) => depth(b) - depth(a))
}

async function readBefore(tx: Tx, call: Call, access: Access, ids: readonly RecordId[]) {
  const found = await readRecords(tx, call.house.registry.descriptors, access, mailbox, ids)
  await addRights(tx, typedFor(call, access), found, new Set(['myRights', 'shareWith']))
  return new Map(found.map(record => [readId(mailbox.prefix, record.id)!, record]))
}

const typedFor = (call: Call, access: Access): Typed => ({
  call,
  access,
  type: mailboxType,
  types: call.house.registry.descriptors,
  args: {},
})
