import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeMetadata } from './metadata.ts'
import { written } from './written.ts'

const told = (...entries: [string, string][]) =>
  written(writer =>
    writeMetadata(
      writer,
      'INBOX',
      entries.map(([entry, value]) => [entry, Buffer.from(value)]),
    ),
  )

test('Entries are told with their values', () => {
  assert.equal(
    told(['/shared/comment', 'Rue de la Halle'], ['/private/x', 'é']),
    '* METADATA INBOX (/shared/comment "Rue de la Halle" /private/x {2}\r\né)\r\n',
  )
})

test('A value with a NUL is a literal8', () => {
  assert.equal(told(['/private/x', 'a\0']), '* METADATA INBOX (/private/x ~{2}\r\na\0)\r\n')
})

test('No entry is no response', () => assert.equal(told(), ''))
