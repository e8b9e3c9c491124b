import { readMailDate } from '../../mime/date.ts'
import { atOffset, datePart, inZone, isDatePart, readOffset, type ZonedDate } from '../date-part.ts'
import type { ArgumentSpec, Call, Complain, Extension, Run, TagSpec, Value } from '../language.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'
import { constantOf } from '../text.ts'
import { checkIndex, fieldsOf, INDEX_TAGS } from './header.ts'

const zone: TagSpec = { value: 'string', group: 'zone', check: checkZone }
const part: ArgumentSpec = { name: 'part', kind: 'string', check: checkPart }
const keys: ArgumentSpec = { name: 'keys', kind: 'strings' }

// RFC 5260 §4
export const date: Extension = {
  name: 'date',
  tests: [
    {
      name: 'date',
      tags: { ...MATCH_TAGS, ...INDEX_TAGS, ':zone': zone, ':originalzone': { group: 'zone' } },
      arguments: [{ name: 'field', kind: 'string' }, part, keys],
      check(call, complain) {
        checkIndex(call, complain)
        checkMatch(call, 2, complain)
      },
      test(call, run) {
        const [field] = fieldsOf(call, run, [run.text(call.arguments[0])])
        const found = field ? dateOf(call, run, field.text) : null
        return isMatch(call, run, found, 1)
      },
    },
    {
      name: 'currentdate',
      tags: { ...MATCH_TAGS, ':zone': zone },
      arguments: [part, keys],
      check: (call, complain) => checkMatch(call, 1, complain),
      test: (call, run) => isMatch(call, run, zoned(call, run, run.facts.now), 0),
    },
  ],
}

function isMatch(call: Call, run: Run, found: ZonedDate | null, at: number): boolean {
  const name = run.text(call.arguments[at])
  const values = found && isDatePart(name) ? [datePart(found, name)] : []
  return matcherOf(call, run).any(values, run.texts(call.arguments[at + 1]))
}

/** A field may say more before its date, as Received does. RFC 5260 §4 */
function dateOf(call: Call, run: Run, text: string): ZonedDate | null {
  const read = readMailDate(text.slice(text.lastIndexOf(';') + 1))
  if (!read) return null
  const instant = new Date(read.epoch)
  if (!call.tags.has(':originalzone')) return zoned(call, run, instant)
  return atOffset(instant, readOffset(read.iso.slice(-6).replace(':', '')) ?? 0)
}

function zoned(call: Call, run: Run, instant: Date): ZonedDate {
  const given = call.tags.get(':zone')
  const offset = given ? readOffset(run.text(given)) : null
  return offset === null ? inZone(instant, run.facts.timeZone) : atOffset(instant, offset)
}

function checkPart(value: Value, complain: Complain): void {
  const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (name !== null && !isDatePart(name)) complain('badDatePart', { name })
}

function checkZone(value: Value, complain: Complain): void {
  const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (name !== null && readOffset(name) === null) complain('badZone', { name })
}
