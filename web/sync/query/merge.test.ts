import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { SortKey } from '../../../lib/filter.ts'
import { type Keys, mergeKeys, missingStretches, type Order, rowAt } from './merge.ts'

const ascending = ([a]: SortKey, [b]: SortKey): number => Number(a) - Number(b)
const keysOf = (...numbers: readonly (number | undefined)[]): Keys =>
  numbers.map(number => (number === undefined ? undefined : [number]))

const rowsOf = (order: Order) =>
  Array.from({ length: order.length }, (_, row) => ({
    list: order.list[row]!,
    at: order.at[row]!,
    earliest: order.earliest[row]!,
    latest: order.latest[row]!,
  }))

/** The places of which it is known what stands there. */
const shownIn = (order: Order): number[] => {
  const places = rowsOf(order).map(({ earliest }) => earliest)
  return places.filter(place => rowAt(order, place) !== -1)
}

/** Where each row of each list truly stands. */
function truePlaces(lists: readonly (readonly number[])[]): number[][] {
  const all = lists
    .flatMap((numbers, list) => numbers.map((number, at) => ({ number, list, at })))
    .sort((a, b) => a.number - b.number || a.list - b.list || a.at - b.at)
  const places = lists.map(numbers => numbers.map(() => 0))
  for (const [place, { list, at }] of all.entries()) places[list]![at] = place
  return places
}

test('equal keys stand in the order of the lists', () => {
  const order = mergeKeys([keysOf(1, 5, 5), keysOf(5, 9)], ascending)
  assert.deepEqual(
    rowsOf(order).map(({ list, at }) => [list, at]),
    [
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
    ],
  )
  assert.deepEqual(shownIn(order), [0, 1, 2, 3, 4])
})

test('a row beside a hole of another list is not shown at a place that may be wrong', () => {
  const order = mergeKeys([keysOf(1, 4, 9), keysOf(2, undefined, undefined, 8)], ascending)
  assert.deepEqual(shownIn(order), [0, 1, 5, 6])
})

const list = fc
  .array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 })
  .map(numbers => numbers.sort((a, b) => a - b))
const lists = fc.array(list, { minLength: 1, maxLength: 4 })

test('whatever has come of the lists, each row stands where it can, and shows only where it does', () => {
  fc.assert(
    fc.property(lists, fc.infiniteStream(fc.boolean()), (all, hasCome) => {
      const keys = all.map(numbers => numbers.map(number => (hasCome.next().value ? [number] : undefined)))
      const places = truePlaces(all)
      for (const { list, at, earliest, latest } of rowsOf(mergeKeys(keys, ascending))) {
        const place = places[list]![at]!
        assert.ok(earliest <= place && place <= latest, `${place} is not in ${earliest}–${latest}`)
      }
    }),
  )
})

test('what is asked for makes the rows in sight come, wherever they are', () => {
  fc.assert(
    fc.property(lists, fc.nat(200), fc.nat(20), (all, from, size) => {
      const total = all.flat().length
      const shown = lookAt(all, from, from + size, 7).shown
      for (let place = from; place < Math.min(from + size, total); place++) assert.ok(shown.has(place))
    }),
  )
})

test('far down in long lists a few pages are read, not those between', () => {
  const even = Array.from({ length: 50_000 }, (_, at) => at * 2)
  const late = Array.from({ length: 50_000 }, (_, at) => 90_000 + at)
  for (const all of [
    [even, even],
    [even, late],
    [late, even, [5, 6, 7]],
    [Array.from({ length: 50_000 }, (_, at) => at), Array.from({ length: 50_000 }, (_, at) => 1e6 + at)],
  ])
    for (const from of [0, 37_000, 61_234, 99_000]) {
      const { pages, rounds } = lookAt(all, from, from + 20, 50)
      assert.ok(pages <= 24 && rounds <= 10, `${pages} pages in ${rounds} rounds at ${from}`)
    }
})

/** Reads, page after page, what is asked for until nothing more is. */
function lookAt(all: readonly (readonly number[])[], from: number, to: number, page: number) {
  const keys: (SortKey | undefined)[][] = all.map(numbers => numbers.map(() => undefined))
  let pages = 0
  for (let rounds = 0; ; rounds++) {
    const order = mergeKeys(keys, ascending)
    const missing = missingStretches(keys, order, from, to)
    if (missing.length === 0) return { pages, rounds, shown: new Set(shownIn(order)) }
    for (const { list, from, to } of missing)
      for (let at = Math.floor(from / page) * page; at < to; at += page) {
        const numbers = all[list]!.slice(at, at + page)
        if (keys[list]![at] === undefined) pages++
        for (const [i, number] of numbers.entries()) keys[list]![at + i] = [number]
      }
  }
}
