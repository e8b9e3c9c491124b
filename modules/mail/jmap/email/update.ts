import type { Call, Outcome, SetChanges } from '../../../../core/module.ts'
import { checkValue } from '../../../../doors/jmap/check.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Malformed, Refused } from '../../../../lib/errors.ts'
import { type RecordId, readId, writeId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import type { Tx } from '../../../../store/database.ts'
import { applyPatch, propertyOf } from '../../../../wire/jmap/patch.ts'
import { type EmailRow, readEmails } from '../../model/emails.ts'
import { readKeywords } from '../../model/keyword.ts'
import { setKeywords } from '../../model/keywords.ts'
import { findRole } from '../../model/mailboxes.ts'
import { type MailboxChange, setMailboxes } from '../../model/membership.ts'
import { requireMailboxes } from '../../model/rights.ts'
import {
  findOrFurnishSnoozed,
  type Held,
  requireWaking,
  type Snooze,
  snoozeEmails,
} from '../../model/snooze.ts'
import { email, mailbox } from '../../types.ts'
import { describeEmail } from './describe.ts'
import { readSnoozed } from './snoozed.ts'

type Values = Readonly<Record<string, unknown>>

/** What a patch comes down to, for the email as it stands. */
interface Step {
  readonly keywords: { readonly add: readonly string[]; readonly remove: readonly string[] }
  readonly mailboxes: MailboxChange
  /** How it is put off from now on, and where; null: no change of it. */
  readonly snooze: Held | null
  /** Where it lies, when the client has said otherwise. */
  readonly told: Values | null
}

/** Where what is put off lies, and where it goes without being told. */
interface Ground {
  readonly snoozed: RecordId | null
  readonly inbox: RecordId | null
}

/**
 * RFC 8621 §4.6. Emails that change in the same way are changed together, so that a thousand that are marked as read
 * take a handful of statements.
 */
export async function updateEmails(
  tx: Tx,
  call: Call,
  access: Access,
  { update }: SetChanges,
): Promise<ReadonlyMap<RecordId, Outcome>> {
  const rows = new Map((await readEmails(tx, access, [...update.keys()], 'narrow')).map(row => [row.id, row]))
  const ground = await readGround(tx, access, [...update.values()])
  const outcomes = new Map<RecordId, Outcome>()
  const groups = new Map<string, { step: Step; ids: RecordId[] }>()
  for (const [id, patch] of update) {
    const step = readStep(call, ground, rows.get(id), patch)
    if (step instanceof Refused) outcomes.set(id, step)
    else groupOf(groups, step).push(id)
  }
  for (const { step, ids } of groups.values())
    for (const [id, outcome] of await take(tx, call, access, ids, step)) outcomes.set(id, outcome)
  return outcomes
}

/** Nothing is asked where nothing is put off or taken up again. */
async function readGround(tx: Tx, access: Access, patches: readonly Values[]): Promise<Ground> {
  if (!patches.some(isOfSnooze)) return { snoozed: null, inbox: null }
  return { snoozed: await findOrFurnishSnoozed(tx, access), inbox: await findRole(tx, access, 'inbox') }
}

const isOfSnooze = (patch: Values): boolean =>
  Object.keys(patch).some(pointer => propertyOf(pointer) === 'snoozed')

function groupOf(groups: Map<string, { step: Step; ids: RecordId[] }>, step: Step): RecordId[] {
  const key = JSON.stringify(step)
  const group = groups.get(key) ?? { step, ids: [] }
  groups.set(key, group)
  return group.ids
}

function readStep(call: Call, ground: Ground, row: EmailRow | undefined, patch: Values): Step | Refused {
  if (!row) return new Refused('notFound', 'the email does not exist')
  try {
    return stepOf(call, ground, row, patch)
  } catch (error) {
    if (error instanceof Malformed)
      return new Refused('invalidProperties', error.message, { type: 'invalidPatch' })
    if (error instanceof Refused) return error
    throw error
  }
}

const MOVABLE = new Set(['keywords', 'mailboxIds', 'snoozed'])
const WHOLE = {
  properties: new Set([
    'id',
    'blobId',
    'threadId',
    'mailboxIds',
    'keywords',
    'size',
    'receivedAt',
    'hasAttachment',
    'snoozed',
    'listedAt',
  ]),
  bodyProperties: new Set<string>(),
  textValues: false,
  htmlValues: false,
  allValues: false,
  maxValueBytes: 0,
}

function stepOf(call: Call, ground: Ground, row: EmailRow, patch: Values): Step {
  const before = describeEmail(row, WHOLE, null)
  const after = applyPatch(before, patch, name => (name === 'keywords' ? {} : null))
  for (const pointer of Object.keys(patch)) {
    const name = propertyOf(pointer)
    if (!MOVABLE.has(name) && JSON.stringify(after[name]) !== JSON.stringify(before[name]))
      throw invalid(name, 'cannot be changed')
  }
  const types = call.house.registry.descriptors
  const words = checkValue('keywords', email.properties.keywords, types, after['keywords']) as object
  const boxes = checkValue('mailboxIds', email.properties.mailboxIds, types, after['mailboxIds']) as object
  const asked = Object.keys(boxes).map(id => readId(mailbox.prefix, id)!)
  const snooze = isOfSnooze(patch) ? readSnoozed(call, after['snoozed']) : null
  const mailboxes = isOfSnooze(patch) ? placed(asked, row, snooze, ground) : asked
  if (mailboxes.length === 0) throw invalid('mailboxIds', 'an email is in one mailbox at least')
  return {
    keywords: difference(row.keywords, readKeywords(Object.keys(words))),
    mailboxes: difference(row.mailboxIds, mailboxes),
    snooze: snooze && { ...snooze, heldIn: ground.snoozed! },
    told: mailboxes === asked ? null : { mailboxIds: setOf(mailboxes) },
  }
}

/** What is put off lies in the mailbox for it, and what is so no longer does not: where a client leaves that to us, we do it. */
function placed(
  asked: readonly RecordId[],
  row: EmailRow,
  snooze: Snooze | null,
  { snoozed, inbox }: Ground,
): readonly RecordId[] {
  if (snooze) {
    if (snoozed === null) throw new Refused('forbidden', 'you may not put off emails here')
    return asked.includes(snoozed) ? asked : [...asked, snoozed]
  }
  if (snoozed === null || !asked.includes(snoozed)) return asked
  const others = asked.filter(id => id !== snoozed)
  const back = row.snooze?.moveTo ?? inbox
  return others.length > 0 || back === null ? others : [back]
}

const setOf = (mailboxes: readonly RecordId[]) =>
  Object.fromEntries(mailboxes.map(id => [writeId(mailbox.prefix, id), true]))

const difference = <T>(before: readonly T[], after: readonly T[]): { add: T[]; remove: T[] } => ({
  add: after.filter(item => !before.includes(item)).sort(),
  remove: before.filter(item => !after.includes(item)).sort(),
})

/** Rights are asked before anything is written: an email changes as a whole or not at all. */
async function take(
  tx: Tx,
  call: Call,
  access: Access,
  ids: readonly RecordId[],
  { keywords, mailboxes, snooze, told }: Step,
): Promise<Map<RecordId, Outcome>> {
  try {
    await requireMailboxes(tx, access, mailboxes.add, 'mayAddItems')
    await requireMailboxes(tx, access, mailboxes.remove, 'mayRemoveItems')
    if (snooze) await requireWaking(tx, access, ids, snooze)
    const forbidden = isEmpty(keywords) ? [] : (await setKeywords(tx, access, ids, keywords)).forbidden
    const allowed = ids.filter(id => !forbidden.includes(id))
    if (!isEmpty(mailboxes)) await setMailboxes(tx, call.house, access, allowed, mailboxes)
    if (snooze) await snoozeEmails(tx, call.house, access.accountId, allowed, snooze)
    return new Map(ids.map(id => [id, allowed.includes(id) ? told : mayNot(id)]))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const refusal = error.code === 'notFound' ? invalid('mailboxIds', 'the mailbox does not exist') : error
    return new Map(ids.map(id => [id, refusal]))
  }
}

const isEmpty = ({ add, remove }: { add: readonly unknown[]; remove: readonly unknown[] }): boolean =>
  add.length + remove.length === 0

const mayNot = (id: RecordId): Refused =>
  new Refused('forbidden', `you may not change the keywords of ${writeId(email.prefix, id)}`, {
    properties: ['keywords'],
  })
