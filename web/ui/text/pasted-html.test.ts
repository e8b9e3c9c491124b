import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOfData, isData } from './pasted-html.ts'

test('a picture that stands in the text itself becomes a file', async () => {
  const file = fileOfData('data:image/png;base64,aGVsbG8=')!
  assert.deepEqual([file.name, file.type, await file.text()], ['image.png', 'image/png', 'hello'])
  assert.equal(fileOfData('data:image/svg+xml;base64,aGVsbG8=')?.name, 'image.svg')
})

test('what is no picture is none', () => {
  for (const src of [
    'data:text/html;base64,aGVsbG8=',
    'data:image/png,x',
    'https://x/y.png',
    'file:///c/x.png',
  ])
    assert.deepEqual([isData(src), fileOfData(src)], [false, null])
  assert.equal(fileOfData('data:image/png;base64,é'), null)
})
