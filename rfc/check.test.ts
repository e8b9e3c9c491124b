import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root, sources } from '../test/sources.ts'
import { check } from './check.ts'
import { type Row, readIndex } from './index.ts'
import { readReferences } from './references.ts'

const row = (rfc: number, status: Row['status'], note = ''): Row => ({ rfc, status, title: 'A title', note })
const said = (source: string) => readReferences('file.ts', source)
const complaints = (rows: Row[], source: string) => {
  const { references, misspellings } = said(source)
  return check(rows, references, misspellings)
}

test('the sources and rfc/index.tsv agree', () => {
  // This file spells some wrong on purpose.
  const files = sources('ts', 'tsx', 'mjs', 'sql').filter(path => path !== 'rfc/check.test.ts')
  const read = files.map(path => readReferences(path, readFileSync(join(root, path), 'utf8')))
  const references = read.flatMap(each => each.references)
  assert.deepEqual(
    check(
      readIndex(),
      references,
      read.flatMap(each => each.misspellings),
    ),
    [],
  )
})

test('a rule with its address is a reference, wherever the comment stands', () => {
  const { references, misspellings } = said('flush() // RFC 9051 §6.4.8, RFC 3501 §A\n -- RFC 5322 §3.6.4.\n')
  assert.deepEqual(misspellings, [])
  assert.deepEqual(
    references.map(({ rfc, section, line }) => [rfc, section, line]),
    [
      [9051, '6.4.8', 1],
      [3501, 'A', 1],
      [5322, '3.6.4', 2],
    ],
  )
})

test('any other spelling of an address is told', () => {
  for (const text of [
    'RFC9051 §6',
    'rfc 9051 §6',
    'RFC 9051 section 6.4',
    'RFC-9051',
    'RFC 9051, §6.4',
    'RFC 9051§6',
  ]) {
    assert.equal(said(`// ${text}`).misspellings.length, 1, text)
  }
})

test('code that happens to hold the letters is no reference', () => {
  const { references, misspellings } = said("const type = 'message/rfc822'; rfc3339(now)")
  assert.deepEqual([...references, ...misspellings], [])
})

test('an RFC that is not in the index is told', () => {
  assert.match(complaints([], '// RFC 9051 §6')[0]!, /file\.ts:1: RFC 9051 is not in/)
})

test('a row that says Yes without a reference is told, one that says Roadmap is not', () => {
  assert.match(complaints([row(9051, 'Yes')], '')[0]!, /RFC 9051 says Yes, and no source refers to it/)
  assert.deepEqual(complaints([row(9051, 'Roadmap')], ''), [])
})

test('a row that says Partial or No says why', () => {
  assert.equal(complaints([row(1939, 'No')], '').length, 1)
  assert.deepEqual(complaints([row(1939, 'No', 'not wanted')], ''), [])
})

test('the rows are in order, each RFC once', () => {
  assert.equal(complaints([row(2, 'Roadmap'), row(2, 'Roadmap')], '').length, 1)
})

test('a row of another shape is refused', () => {
  assert.throws(() => readIndex('number\tstatus\ttitle\tnote\n9051\tPerhaps\tA title\t\n'), /not a row/)
})
