import { encodeText } from '../../mime/encoded-words.ts'
import type { Call, Complain, Extension, Run, Value } from '../language.ts'
import { type Field, isNamed } from '../letter.ts'
import { MAX_ADDED_FIELD } from '../limits.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'
import { constantOf } from '../text.ts'
import { checkIndex, INDEX_TAGS, isFieldName } from './header.ts'

/** What tells where a message has been stays as it is. RFC 5293 §5 */
const PROTECTED_FROM_BOTH = new Set(['received', 'auto-submitted'])
const PROTECTED_FROM_DELETION = new Set([...PROTECTED_FROM_BOTH, 'return-path'])

// RFC 5293 §4, §5
export const editheader: Extension = {
  name: 'editheader',
  commands: [
    {
      name: 'addheader',
      tags: { ':last': {} },
      arguments: [
        { name: 'field', kind: 'string', check: checkFieldName },
        { name: 'value', kind: 'string' },
      ],
      run: addHeader,
    },
    {
      name: 'deleteheader',
      tags: { ...MATCH_TAGS, ':index': { ...INDEX_TAGS[':index']!, needs: 'editheader' }, ':last': {} },
      arguments: [
        { name: 'field', kind: 'string', check: checkFieldName },
        { name: 'patterns', kind: 'strings', isOptional: true },
      ],
      check(call, complain) {
        checkIndex(call, complain)
        checkMatch(call, 1, complain)
      },
      run: deleteHeader,
    },
  ],
}

function addHeader(call: Call, run: Run): void {
  const name = run.text(call.arguments[0])
  const text = run.text(call.arguments[1]).trim()
  if (!isFieldName(name)) run.fail('badHeader', { name })
  if (name.length + text.length > MAX_ADDED_FIELD) run.fail('valueTooLarge')
  if (PROTECTED_FROM_BOTH.has(name.toLowerCase())) return
  const lines = linesOf(text)
  const raw = ` ${folded(lines, name.length + 2)}`
  const field: Field = { name, text: lines.join(' '), raw, from: null }
  run.fields = call.tags.has(':last') ? [...run.fields, field] : [field, ...run.fields]
}

const MAX_LINE = 78

const linesOf = (text: string): string[] =>
  text
    .split(/\r\n?|\n/)
    .map(line => line.trim())
    .filter(line => line !== '')

/** Lines that the script wrote become folds; long ones are broken at blanks. */
const folded = (lines: readonly string[], column: number): string =>
  lines.map((line, i) => broken(encodeText(line), i === 0 ? column : 1)).join('\r\n ')

function broken(line: string, column: number): string {
  let at = column
  const words = line.split(/(?= )/)
  return words
    .map((word, i) => {
      const isBroken = i > 0 && at + word.length > MAX_LINE && word.trim() !== ''
      at = isBroken ? word.length : at + word.length
      return isBroken ? `\r\n${word}` : word
    })
    .join('')
}

function deleteHeader(call: Call, run: Run): void {
  const name = run.text(call.arguments[0])
  if (!isFieldName(name)) run.fail('badHeader', { name })
  if (PROTECTED_FROM_DELETION.has(name.toLowerCase())) return
  const doomed = new Set(
    doomedOf(
      call,
      run,
      run.fields.filter(field => isNamed(field, name)),
    ),
  )
  if (doomed.size > 0) run.fields = run.fields.filter(field => !doomed.has(field))
}

/** RFC 5293 §5: first the place, then what it holds. */
function doomedOf(call: Call, run: Run, named: readonly Field[]): readonly Field[] {
  const index = call.tags.get(':index')
  const at = index?.kind === 'number' ? index.number : null
  const field = at === null ? null : named.at(call.tags.has(':last') ? -at : at - 1)
  const placed = at === null ? named : field ? [field] : []
  const patterns = call.arguments[1]
  if (!patterns) return placed
  const keys = run.texts(patterns)
  if (call.tags.has(':count'))
    return matcherOf(call, run).any(
      placed.map(one => one.text),
      keys,
    )
      ? placed
      : []
  return placed.filter(one => matcherOf(call, run).any([one.text], keys))
}

function checkFieldName(value: Value, complain: Complain): void {
  const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (name !== null && !isFieldName(name)) complain('badHeader', { name })
}
