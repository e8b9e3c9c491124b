import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processorTime } from '../../../test/processor.ts'
import { fileNames } from './file-name.ts'

const names = (...given: string[]) => fileNames(given.map(filename => ({ filename, type: 'text/plain' })))

test('names that would leave the folder or harm a system are made harmless', () => {
  assert.deepEqual(
    names('../../etc/passwd', 'C:\\Windows\\a.dll', '.bashrc', 'con.txt', 'a\u202etxt.exe', 'b. '),
    ['passwd', 'a.dll', 'bashrc', '_con.txt', 'a_txt.exe', 'b'],
  )
})

test('no two files have one name, whatever the case', () => {
  assert.deepEqual(names('Devis.pdf', 'devis.PDF', 'Devis.pdf', 'Devis (2).pdf'), [
    'Devis.pdf',
    'devis (2).PDF',
    'Devis (3).pdf',
    'Devis (2) (2).pdf',
  ])
})

test('ten thousand files of one name are told apart at once', () => {
  const taken = processorTime(() => {
    const made = names(...Array.from({ length: 10_000 }, () => 'a.txt'))
    assert.equal(new Set(made).size, 10_000)
    assert.equal(made.at(-1), 'a (10000).txt')
  })
  assert.ok(taken < 2000)
})

test('a long name keeps its extension, a missing one is made', () => {
  assert.match(names(`${'a'.repeat(300)}.pdf`)[0]!, /^a{116}\.pdf$/)
  assert.deepEqual(fileNames([{ type: 'message/rfc822' }, { type: 'image/png' }, { type: 'image/png' }]), [
    'message.eml',
    'file',
    'file (2)',
  ])
})
