import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { changeIds, missingPages, placePage } from './ids.ts'

test('a page stands at its place in a list of its length', () => {
  assert.deepEqual(placePage([], 2, ['c', 'd'], 5), [undefined, undefined, 'c', 'd', undefined])
})

test('an id that a page has elsewhere is no longer where it was', () => {
  assert.deepEqual(placePage(['a', 'b', undefined], 2, ['a'], 3), [undefined, 'b', 'a'])
})

test('a list that grew shorter forgets what was behind its end', () => {
  assert.deepEqual(placePage(['a', 'b', 'c'], 0, ['a'], 2), ['a', 'b'])
})

test('the pages with a hole in sight are missing', () => {
  const ids = Array.from({ length: 200 }, (_, at) => (at < 60 ? `n${at}` : undefined))
  assert.deepEqual(missingPages(ids, 40, 160, 50), [1, 2, 3])
  assert.deepEqual(missingPages(ids, 0, 60, 50), [])
  assert.deepEqual(missingPages(ids, 190, 900, 50), [3])
})

const list = fc.uniqueArray(
  fc.integer({ min: 1, max: 30 }).map(n => `n${n}`),
  { maxLength: 20 },
)

test('whatever changed and whatever is known, each id that is left stands where the new list has it', () => {
  fc.assert(
    fc.property(
      list,
      list,
      fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
      (before, after, isKnown) => {
        const sparse = before.map((id, at) => (isKnown[at] ? id : undefined))
        const stays = new Set(longestCommon(before, after))
        const removed = before.filter(id => !stays.has(id))
        const added = after.flatMap((id, index) => (stays.has(id) ? [] : { id, index }))
        const changed = changeIds(sparse, { removed, added }, after.length)
        assert.equal(changed.length, after.length)
        changed.forEach((id, at) => {
          if (id !== undefined) assert.equal(id, after[at])
        })
        if (!sparse.includes(undefined)) assert.deepEqual(changed, after)
      },
    ),
  )
})

/** Ids that keep their order from one list to the other. */
function longestCommon(before: readonly string[], after: readonly string[]): string[] {
  let from = 0
  return before.filter(id => {
    const at = after.indexOf(id, from)
    if (at !== -1) from = at + 1
    return at !== -1
  })
}
