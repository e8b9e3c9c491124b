import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capsOf, match, nameOf } from './keys.ts'

test('a letter with ctrl or command has one name on every system', () => {
  assert.equal(nameOf({ key: 'k', ctrlKey: true }), 'ctrl+k')
  assert.equal(nameOf({ key: 'k', metaKey: true }), 'ctrl+k')
})

test('shift is told for letters and named keys, not for the signs it makes', () => {
  assert.equal(nameOf({ key: 'U', shiftKey: true }), 'shift+u')
  assert.equal(nameOf({ key: 'ArrowUp', shiftKey: true }), 'shift+up')
  assert.equal(nameOf({ key: '?', shiftKey: true }), '?')
})

test('a sequence waits for its second press and then hits', () => {
  const shortcuts = [{ keys: 'g i' }, { keys: 'e' }]
  assert.deepEqual(match(shortcuts, 'g'), { pending: 'g' })
  assert.deepEqual(match(shortcuts, 'g i'), { hit: { keys: 'g i' } })
  assert.equal(match(shortcuts, 'g e'), null)
})

test('the screen opened last answers a shortcut that two screens want', () => {
  const shortcuts = [
    { keys: 'e', of: 'list' },
    { keys: 'e', of: 'dialogue' },
  ]
  assert.deepEqual(match(shortcuts, 'e'), { hit: { keys: 'e', of: 'dialogue' } })
})

test('the caps of a shortcut are drawn press by press', () => {
  assert.deepEqual(capsOf('g i'), [['g'], ['i']])
  assert.deepEqual(capsOf('ctrl+shift+k'), [['ctrl', 'shift', 'k']])
  assert.deepEqual(capsOf('+'), [['+']])
})
