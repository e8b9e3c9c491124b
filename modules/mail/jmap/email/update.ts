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
import { type MailboxChange, setMailboxes } from '../../model/membership.ts'
import { requireMailboxes } from '../../model/rights.ts'
import { email, mailbox } from '../../types.ts'
import { describeEmail } from './describe.ts'

type Values = Readonly<Record<string, unknown>>

/** What a patch comes down to, for the email as it stands. */
interface Step {
  readonly keywords: { readonly add: readonly string[]; readonly remove: readonly string[] }
  readonly mailboxes: MailboxChange
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
  const outcomes = new Map<RecordId, Outcome>()
  const groups = new Map<string, { step: Step; ids: RecordId[] }>()
  for (const [id, patch] of update) {
    const step = readStep(call, rows.get(id), patch)
    if (step instanceof Refused) outcomes.set(id, step)
    else groupOf(groups, step).push(id)
  }
  for (const { step, ids } of groups.values())
    for (const [id, outcome] of await take(tx, call, access, ids, step)) outcomes.set(id, outcome)
  return outcomes
}

function groupOf(groups: Map<string, { step: Step; ids: RecordId[] }>, step: Step): RecordId[] {
  const key = JSON.stringify(step)
  const group = groups.get(key) ?? { step, ids: [] }
  groups.set(key, group)
  return group.ids
}

function readStep(call: Call, row: EmailRow | undefined, patch: Values): Step | Refused {
  if (!row) return new Refused('notFound', 'the email does not exist')
  try {
    return stepOf(call, row, patch)
  } catch (error) {
    if (error instanceof Malformed)
      return new Refused('invalidProperties', error.message, { type: 'invalidPatch' })
    if (error instanceof Refused) return error
    throw error
  }
}

const MOVABLE = new Set(['keywords', 'mailboxIds'])
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
  ]),
  bodyProperties: new Set<string>(),
  textValues: false,
  htmlValues: false,
  allValues: false,
  maxValueBytes: 0,
}

function stepOf(call: Call, row: EmailRow, patch: Values): Step {
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
  const mailboxes = Object.keys(boxes).map(id => readId(mailbox.prefix, id)!)
  if (mailboxes.length === 0) throw invalid('mailboxIds', 'an email is in one mailbox at least')
  return {
    keywords: difference(row.keywords, readKeywords(Object.keys(words))),
    mailboxes: difference(row.mailboxIds, mailboxes),
  }
}

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
  { keywords, mailboxes }: Step,
): Promise<Map<RecordId, Outcome>> {
  try {
    await requireMailboxes(tx, access, mailboxes.add, 'mayAddItems')
    await requireMailboxes(tx, access, mailboxes.remove, 'mayRemoveItems')
    const forbidden = isEmpty(keywords) ? [] : (await setKeywords(tx, access, ids, keywords)).forbidden
    const allowed = ids.filter(id => !forbidden.includes(id))
    if (!isEmpty(mailboxes)) await setMailboxes(tx, call.house, access, allowed, mailboxes)
    return new Map(ids.map(id => [id, allowed.includes(id) ? null : mayNot(id)]))
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
