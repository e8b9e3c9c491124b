import assert from 'node:assert/strict'
import { test } from 'node:test'
import { greeting } from './template-text.ts'

const to = (name: string) => [{ name, address: 'nadege@montauzan.example' }]

test('a template greets the first recipient by the first name', () => {
  assert.equal(greeting('<p>Bonjour {prénom},</p>', to('Nadège Tournier')), '<p>Bonjour Nadège,</p>')
  assert.equal(greeting('<p>Hello {First name},</p>', to('Nadège Tournier')), '<p>Hello Nadège,</p>')
})

test('a name is text, whatever it holds, and one that is not known leaves the place for it', () => {
  assert.equal(greeting('<p>{prénom}</p>', to('<b>Eve</b> Martin')), '<p>&lt;b&gt;Eve&lt;/b&gt;</p>')
  assert.equal(greeting('<p>{prénom}</p>', to('')), '<p>{prénom}</p>')
  assert.equal(greeting('<p>{prénom}</p>', []), '<p>{prénom}</p>')
})

test('a name that reads like a replacement is put in as it stands', () => {
  assert.equal(greeting('<p>{prénom}</p>', to('$& Martin')), '<p>$&amp;</p>')
})
