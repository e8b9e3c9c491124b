import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mostToasts, ToastStack } from './toast-stack.ts'

test('undo runs once and takes the toast away', () => {
  const stack = new ToastStack()
  let undone = 0
  const id = stack.show({ text: 'Message archivé', undo: () => undone++ })
  stack.undo(id)
  stack.undo(id)
  assert.equal(undone, 1)
  assert.deepEqual(stack.all(), [])
})

test('the newest that can be undone is undone first, then the one before', () => {
  const stack = new ToastStack()
  const undone: string[] = []
  for (const text of ['Archivé', 'Supprimé']) stack.show({ text, undo: () => undone.push(text) })
  stack.show({ text: 'Enregistré' })
  for (let times = 0; times < 3; times++) stack.undoLast()
  assert.deepEqual(undone, ['Supprimé', 'Archivé'])
  assert.equal(stack.all().length, 1)
})

test('the oldest toast gives way when there are too many', () => {
  const stack = new ToastStack()
  for (let index = 0; index <= mostToasts; index++) stack.show({ text: `${index}` })
  assert.deepEqual(
    stack.all().map(toast => toast.text),
    ['1', '2', '3'],
  )
})

test('who listens is told of each change until it stops', () => {
  const stack = new ToastStack()
  let told = 0
  const stop = stack.subscribe(() => told++)
  stack.dismiss(stack.show({ text: 'Envoyé' }))
  stop()
  stack.show({ text: 'Encore' })
  assert.equal(told, 2)
})

test('that something was undone is told until there is more to tell', () => {
  const stack = new ToastStack()
  const id = stack.show({ text: 'Archivé', undo: () => undefined })
  assert.equal(stack.undone(), null)
  stack.undoLast()
  assert.equal(stack.undone(), id)
  stack.show({ text: 'Supprimé' })
  assert.equal(stack.undone(), null)
})
