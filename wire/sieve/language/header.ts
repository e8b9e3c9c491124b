import type { Call, Complain, Extension, Run, TagSpec } from '../language.ts'
import { type Field, isNamed, sizeOf } from '../letter.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'
import { CONTENT_TAGS, checkMime, headersOf, PART_HEADER_TAGS, textsOf } from './mime.ts'

/** Which of several fields of a name is meant. RFC 5260 §6 */
export const INDEX_TAGS: Readonly<Record<string, TagSpec>> = {
  ':index': {
    value: 'number',
    needs: 'index',
    check(value, complain) {
      if (value.kind === 'number' && value.number === 0)
        complain('outOfRange', { name: ':index', min: 1, max: '4294967295' })
    },
  },
  ':last': { needs: 'index' },
}

export function checkIndex(call: Call, complain: Complain): void {
  if (call.tags.has(':last') && !call.tags.has(':index'))
    complain('needsTag', { tag: ':last', other: ':index' })
}

/** The fields that a test looks at, those of each name by themselves. */
export function fieldsOf(call: Call, run: Run, names: readonly string[]): Field[] {
  return headersOf(call, run).flatMap(fields =>
    names.flatMap(name =>
      chosen(
        call,
        fields.filter(field => isNamed(field, name)),
      ),
    ),
  )
}

function chosen(call: Call, fields: readonly Field[]): readonly Field[] {
  const index = call.tags.get(':index')
  if (index?.kind !== 'number') return fields
  const field = fields.at(call.tags.has(':last') ? -index.number : index.number - 1)
  return field ? [field] : []
}

/** RFC 5322 §2.2 */
export const isFieldName = (name: string): boolean => /^[!-9;-~]+$/.test(name)

export const header: Extension = {
  name: null,
  tests: [
    // RFC 5228 §5.7
    {
      name: 'header',
      tags: { ...MATCH_TAGS, ...INDEX_TAGS, ...PART_HEADER_TAGS, ...CONTENT_TAGS },
      arguments: [
        { name: 'fields', kind: 'strings' },
        { name: 'keys', kind: 'strings' },
      ],
      check(call, complain) {
        checkIndex(call, complain)
        checkMime(call, complain)
        checkMatch(call, 1, complain)
      },
      test(call, run) {
        const [names, keys] = call.arguments
        const fields = fieldsOf(call, run, run.texts(names))
        return matcherOf(call, run).any(
          fields.flatMap(field => textsOf(call, run, field)),
          run.texts(keys),
        )
      },
    },
    // RFC 5228 §5.5
    {
      name: 'exists',
      tags: PART_HEADER_TAGS,
      arguments: [{ name: 'fields', kind: 'strings' }],
      check: checkMime,
      test(call, run) {
        const fields = headersOf(call, run).flat()
        return run.texts(call.arguments[0]).every(name => fields.some(field => isNamed(field, name)))
      },
    },
    // RFC 5228 §5.9
    {
      name: 'size',
      tags: { ':over': { group: 'side' }, ':under': { group: 'side' } },
      arguments: [{ name: 'limit', kind: 'number' }],
      check(call, complain) {
        if (call.tags.size === 0) complain('missingArgument', { name: 'size', expected: ':over, :under' })
      },
      test(call, run) {
        const limit = call.arguments[0]
        if (limit?.kind !== 'number') return false
        const size = sizeOf(run.letter, run.fields)
        return call.tags.has(':over') ? size > limit.number : size < limit.number
      },
    },
  ],
}

// RFC 5260 §6
export const index: Extension = { name: 'index' }
