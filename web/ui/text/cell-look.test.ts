import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cellStyle, readCellLook, unwrapCells } from './cell-look.ts'

const cell = (style: object, attributes: Record<string, string> = {}) =>
  readCellLook({
    style: { backgroundColor: '', color: '', textAlign: '', ...style },
    getAttribute: name => attributes[name] ?? null,
  })

test('a cell keeps its ground, the colour of its words and their side', () => {
  const look = cell({ backgroundColor: 'rgb(68, 114, 196)', color: 'white', textAlign: 'right' })
  assert.deepEqual(look, { ground: 'rgb(68, 114, 196)', words: 'white', side: 'right' })
  assert.match(cellStyle(look), /; background-color: rgb\(68, 114, 196\); color: white; text-align: right$/)
  assert.deepEqual(cell({}, { bgcolor: '#ffe', align: 'center' }), { ground: '#ffe', side: 'center' })
})

test('what says nothing, or is no colour, is left out', () => {
  assert.deepEqual(cell({ color: 'windowtext', backgroundColor: 'transparent', textAlign: 'left' }), {})
  assert.deepEqual(cell({}, { bgcolor: 'red; background: url(https://x)', align: 'justify' }), {})
})

test('a cell of one paragraph holds its words alone', () => {
  const html = '<table><tbody><tr><td style="a"><p>Un <b>x</b></p></td><th><p></p></th></tr></tbody></table>'
  assert.equal(
    unwrapCells(html),
    '<table><tbody><tr><td style="a">Un <b>x</b></td><th></th></tr></tbody></table>',
  )
  const two = '<td><p>Un</p><p>Deux</p></td><td><ul><li><p>Un</p></li></ul></td><p>Hors</p>'
  assert.equal(unwrapCells(two), two)
})
