import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ruleLike } from './begin.ts'
import { draftOf, isWhole, mayAdd } from './draft.ts'
import type { Condition } from './rule.ts'

const said = (conditions: readonly Condition[]) =>
  conditions.map(one => one.kind === 'text' && [one.field, one.comparison, ...one.values])

test('a rule like a message asks for its sender, its list and its subject without what answers put before', () => {
  const from = [{ name: 'Anna', email: 'anna@example.org' }]
  const { conditions } = ruleLike({ from, subject: 'RE: Fwd: Devis' }, 'Les devis <devis.lists.example>')
  assert.deepEqual(said(conditions), [
    ['from', 'is', 'anna@example.org'],
    ['list', 'contains', 'devis.lists.example'],
    ['subject', 'contains', 'Devis'],
  ])
})

test('of a message that says nothing the rule begins with an empty condition, and cannot be saved', () => {
  const rule = ruleLike({ from: null, subject: null }, null)
  assert.deepEqual(said(rule.conditions), [['from', 'contains', '']])
  assert.equal(isWhole(draftOf(rule)), false)
})

test('a message goes to one place, is marked once, and is forwarded to few', () => {
  const file = { kind: 'file', mailboxId: 'm1', name: 'x' } as const
  const forward = { kind: 'forward', address: 'a@b.fr', keeps: true } as const
  assert.deepEqual(
    [mayAdd([file], 'trash'), mayAdd([file], 'copy'), mayAdd([{ kind: 'read' }], 'read')],
    [false, true, false],
  )
  assert.deepEqual(
    [mayAdd(Array(3).fill(forward), 'forward'), mayAdd(Array(4).fill(forward), 'forward')],
    [true, false],
  )
})
