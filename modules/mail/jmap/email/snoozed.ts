import type { Call } from '../../../../core/module.ts'
import { checkValue } from '../../../../doors/jmap/check.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { readId, writeId } from '../../../../lib/id.ts'
import { isObject } from '../../../../wire/jmap/json.ts'
import { isUTCDate, writeUTCDate } from '../../../../wire/jmap/scalar.ts'
import { readKeywords } from '../../model/keyword.ts'
import type { Snooze } from '../../model/snooze.ts'
import { email, mailbox, type SnoozeDetails } from '../../types.ts'

const NAMES = ['until', 'moveToMailboxId', 'setKeywords']

export const writeSnoozed = ({ until, moveTo, keywords }: Snooze): SnoozeDetails => ({
  until: writeUTCDate(until),
  moveToMailboxId: moveTo === null ? null : writeId(mailbox.prefix, moveTo),
  setKeywords: keywords,
})

export function readSnoozed(call: Call, value: unknown): Snooze | null {
  const types = call.house.registry.descriptors
  const given = checkValue('snoozed', email.properties.snoozed, types, value)
  if (given === null) return null
  if (!isObject(given) || Object.keys(given).some(name => !NAMES.includes(name)))
    throw wrong('it holds until')
  const { until, moveToMailboxId: mailboxId = null, setKeywords } = given
  if (!isUTCDate(until)) throw wrong('a UTCDate is expected')
  const moveTo = typeof mailboxId === 'string' ? readId(mailbox.prefix, mailboxId) : null
  if (mailboxId !== null && moveTo === null) throw wrong('the mailbox does not exist')
  return { until: new Date(until), moveTo, keywords: readChanges(setKeywords ?? {}) }
}

function readChanges(given: unknown): Snooze['keywords'] {
  if (!isObject(given) || Object.values(given).some(on => typeof on !== 'boolean'))
    throw wrong('keywords are set or not')
  return Object.fromEntries(
    Object.entries(given).map(([word, on]) => [readKeywords([word])[0]!, on as boolean]),
  )
}

const wrong = (why: string) => invalid('snoozed', why)
