import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { blanks, pdf } from '../../../../wire/document/testing/files.ts'
import { type Apart, openApart } from './apart.ts'

const apart = openApart()
const unlucky = openApart({
  program: join(import.meta.dirname, '../../test/apart-program.ts'),
  timeoutMs: 1000,
})
after(() => Promise.all([apart.close(), unlucky.close()]))

const ask = (to: Apart, file: Buffer | string, kind: 'pdf' | 'docx' | 'text' = 'text') =>
  to.read({ bytes: Buffer.from(file), kind, charset: null })

const read = (text: string) => ({ state: 'read', pieces: [{ title: null, text }], isCut: false })

test('files are read in a process apart, one after the other', async () => {
  const readings = [
    ask(apart, pdf(['Devis de la halle']), 'pdf'),
    ask(apart, 'lu'),
    ask(apart, '%PDF', 'pdf'),
  ]
  assert.deepEqual(await Promise.all(readings), [read('Devis de la halle'), read('lu'), { state: 'broken' }])
})

test('a file that takes more memory than there is for it is given up, and the next is read', async () => {
  assert.deepEqual(await ask(apart, swollenPdf(), 'pdf'), { state: 'tooHard' })
  assert.deepEqual(await ask(apart, 'après'), read('après'))
})

test('a file that takes too long is given up, and the next has another process', async () => {
  const before = await ask(unlucky, 'who')
  assert.deepEqual(await ask(unlucky, 'spin'), { state: 'tooHard' })
  const after = await ask(unlucky, 'who')
  assert.equal(after.state, 'read')
  assert.notDeepEqual(after, before)
})

test('a file at which the process dies each time is given up', async () => {
  assert.deepEqual(await ask(unlucky, 'die'), { state: 'tooHard' })
  assert.equal((await ask(unlucky, 'who')).state, 'read')
})

test('a process that does not start is no fault of the file', async () => {
  const nowhere = openApart({ program: join(import.meta.dirname, 'nowhere.ts') })
  await assert.rejects(ask(nowhere, 'lu'), /does not start/)
})

test('the process reads no other files, writes none, starts nothing and knows no secret', async () => {
  assert.deepEqual(await ask(unlucky, 'may'), read(''))
})

/** A megabyte of PDF whose page is a gigabyte. */
function swollenPdf(): Buffer {
  const stream = Buffer.concat([Buffer.from([0x78, 0xda]), blanks(1024 ** 3)])
  const [head, tail] = pdf(['x'])
    .toString('latin1')
    .split(/<<\/Length \d+>>\nstream\n[\s\S]*?\nendstream/)
  const object = `<</Length ${stream.length}/Filter/FlateDecode>>\nstream\n${stream.toString('latin1')}\nendstream`
  return Buffer.from(head + object + tail, 'latin1')
}
