import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAX_CELLS, readCsv, writeCsv } from './csv.ts'

const cells = (text: string) => readCsv(text).map(row => row.cells)

test('commas, semicolons and tabs part cells, whichever the first line uses', () => {
  for (const separator of [',', ';', '\t'])
    assert.deepEqual(cells(`nom${separator}adresse\nAnne${separator}anne@x.fr\n`), [
      ['nom', 'adresse'],
      ['Anne', 'anne@x.fr'],
    ])
})

test('a quoted cell holds separators, line ends and quotation marks', () => {
  assert.deepEqual(cells('nom;note\r\n"Roux; Anne";"dit ""oui""\r\nhier"\r\n'), [
    ['nom', 'note'],
    ['Roux; Anne', 'dit "oui"\r\nhier'],
  ])
})

test('what stands behind a closing quotation mark belongs to nothing', () => {
  assert.deepEqual(cells('nom,adresse\n"Anne" ,anne@x.fr\n"Paul"x,paul@x.fr\n"Zoé" \n'), [
    ['nom', 'adresse'],
    ['Anne', 'anne@x.fr'],
    ['Paul', 'paul@x.fr'],
    ['Zoé'],
  ])
})

test('a byte order mark, blank lines and any line end are no cells', () => {
  assert.deepEqual(cells('\uFEFFnom;adresse\r\n\r\n;;\rAnne;a@x.fr\n'), [
    ['nom', 'adresse'],
    ['Anne', 'a@x.fr'],
  ])
})

test('a row knows the line on which it begins', () => {
  assert.deepEqual(
    readCsv('nom;note\n\nAnne;"un\ndeux"\nPaul;\n').map(row => row.line),
    [1, 3, 5],
  )
})

test('a mark that is not closed, and a line without end, are told', () => {
  assert.throws(() => readCsv('nom\n"Anne'), { name: 'Malformed', at: 2 })
  assert.throws(() => readCsv(';'.repeat(MAX_CELLS)), { name: 'Malformed' })
})

test('what is written is read back', () => {
  const cell = fc
    .string({ unit: fc.constantFrom('a', 'é', ';', '"', '\r', '\n', ' ', ',') })
    .filter(text => !text.startsWith('\r'))
  const row = fc.array(cell, { minLength: 2, maxLength: 5 }).filter(all => /[aé]/.test(all[0]!.charAt(0)))
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), rows => {
      assert.deepEqual(cells(`n;m;o;p\r\n${writeCsv(rows).slice(1)}`).slice(1), rows)
    }),
  )
})

test('what a spreadsheet would run is written as text', () => {
  assert.equal(writeCsv([['=1+1', '@x']]), "\uFEFF'=1+1;'@x\r\n")
})

test('no text makes the reader hang or fail otherwise than by saying so', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ';', ',', '"', '\r', '\n') }), text => {
      try {
        readCsv(text)
      } catch (error) {
        assert.equal((error as Error).name, 'Malformed')
      }
    }),
  )
})
