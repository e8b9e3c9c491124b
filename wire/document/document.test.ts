import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { winmail } from '../tnef/testing/winmail.ts'
import { MAX_UNZIPPED } from './archive.ts'
import { readDocument, wordsOf } from './document.ts'
import { MAX_CHARACTERS } from './gathering.ts'
import { type DocumentKind, KINDS, kindOfFile } from './kind.ts'
import { bomb, docx, ods, odt, pdf, pptx, xlsx, zip } from './testing/files.ts'

async function piecesOf(bytes: Uint8Array, kind: DocumentKind) {
  const reading = await readDocument(bytes, kind)
  assert.ok(reading.state === 'read', reading.state)
  return reading.pieces
}
const large = bomb(MAX_UNZIPPED + 1)
const text = (text: string) => ({ title: null, text })

test('each page of a PDF is a piece', async () => {
  assert.deepEqual(await piecesOf(pdf(['Devis de la halle', 'Signature (2)']), 'pdf'), [
    text('Devis de la halle'),
    text('Signature (2)'),
  ])
})

test('a docx gives its paragraphs, then its comments', async () => {
  assert.deepEqual(await piecesOf(docx(['Délibération', 'Le budget &amp; son annexe']), 'docx'), [
    text('Délibération\nLe budget & son annexe'),
    text('À revoir'),
  ])
})

test('what a drawing shows to older programs is not read a second time', async () => {
  const run = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
  const body = `<mc:Choice>${run('cadre')}</mc:Choice><mc:Fallback>${run('cadre')}</mc:Fallback>`
  assert.deepEqual(await piecesOf(zip({ 'word/document.xml': `<w:body>${body}</w:body>` }), 'docx'), [
    text('cadre'),
  ])
})

test('a sheet is a table under its name; its days are days', async () => {
  const sheet = xlsx('Budget', [
    ['Poste', 'Le'],
    ['Voirie', 46350],
    ['Halle', 46350.75],
  ])
  assert.deepEqual(await piecesOf(sheet, 'xlsx'), [
    {
      title: 'Budget',
      rows: [
        ['Poste', 'Le'],
        ['Voirie', '2026-11-24'],
        ['Halle', '2026-11-24 18:00'],
      ],
    },
  ])
})

test('slides come in their order', async () => {
  const slides = Array.from({ length: 11 }, (_, i) => `page ${i + 1}`)
  assert.deepEqual(await piecesOf(pptx(slides), 'pptx'), slides.map(text))
})

test('OpenDocument text is read without the history of its changes', async () => {
  const body = `<text:tracked-changes><text:p>biffé</text:p></text:tracked-changes>
    <text:h>Titre</text:h><text:p>deux<text:s text:c="2"/>mots<text:tab/>loin</text:p>`
  assert.deepEqual(await piecesOf(odt(body), 'odt'), [text('Titre\ndeux  mots\tloin')])
})

test('OpenDocument sheets are tables, without the empty cells that fill the row', async () => {
  assert.deepEqual(await piecesOf(ods('Feuille', [['a', 'b']]), 'ods'), [
    { title: 'Feuille', rows: [['a', 'b']] },
  ])
})

test('CSV is a table, one column of it a text, HTML its words', async () => {
  assert.deepEqual(await piecesOf(Buffer.from('nom;âge\nAnne;3'), 'csv'), [
    {
      title: null,
      rows: [
        ['nom', 'âge'],
        ['Anne', '3'],
      ],
    },
  ])
  assert.deepEqual(await piecesOf(Buffer.from('un\ndeux'), 'csv'), [text('un\ndeux')])
  assert.deepEqual(await piecesOf(Buffer.from('<p>un<script>x()</script></p>'), 'html'), [text('un')])
})

test('RTF gives its text, without what is no text of it', async () => {
  const rtf = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\'e9t\'e9 \u8364?\par {\b deux}\tab{\uc2\u10004 ok}.}`
  assert.deepEqual(await piecesOf(Buffer.from(rtf), 'rtf'), [text('été €\ndeux\t✔.')])
})

test('a winmail.dat gives its body, then what its files say', async () => {
  const rtf = String.raw`{\rtf1\ansi Bonjour \'e0 tous}`
  const files = [
    { name: 'a.docx', bytes: docx(['Délibération']) },
    { name: 'b.bin', bytes: Buffer.from('?') },
  ]
  assert.deepEqual(await piecesOf(winmail({ rtf, files }), 'tnef'), [
    text('Bonjour à tous'),
    { title: 'a.docx', text: 'Délibération' },
    { title: 'a.docx', text: 'À revoir' },
    { title: 'b.bin', text: '' },
  ])
})

test('an old charset is understood', async () => {
  const reading = await readDocument(Buffer.from('été', 'latin1'), 'text', 'iso-8859-1')
  assert.deepEqual(reading, { state: 'read', pieces: [text('été')], isCut: false })
})

test('what needs a password is said to be encrypted', async () => {
  assert.deepEqual(await readDocument(pdf(['secret'], { encrypted: true }), 'pdf'), { state: 'encrypted' })
  const compound = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.from('EncryptedPackage', 'utf16le'),
  ])
  assert.deepEqual(await readDocument(compound, 'docx'), { state: 'encrypted' })
  const manifest = '<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>'
  assert.deepEqual(await readDocument(odt('<text:p>…</text:p>', manifest), 'odt'), { state: 'encrypted' })
})

test('an archive that unzips to more than is allowed, or has too many entries, is too large', async () => {
  assert.ok(large.length < MAX_UNZIPPED / 500)
  assert.deepEqual(await readDocument(large, 'docx'), { state: 'tooLarge' })
  const many = zip(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}`, ''])))
  assert.deepEqual(await readDocument(many, 'odt'), { state: 'tooLarge' })
})

test('an archive that declares less than it holds is broken, and costs no more than it declares', async () => {
  const lie = Buffer.from(large)
  // The size once unzipped, where the central directory declares it.
  lie.writeUInt32LE(1000, lie.lastIndexOf('PK\x01\x02', undefined, 'latin1') + 24)
  const before = process.memoryUsage().arrayBuffers
  assert.deepEqual(await readDocument(lie, 'docx'), { state: 'broken' })
  assert.ok(process.memoryUsage().arrayBuffers - before < MAX_UNZIPPED / 4)
})

test('a long text is cut, and said to be', async () => {
  const reading = await readDocument(Buffer.from('mot '.repeat(MAX_CHARACTERS)), 'text')
  assert.ok(reading.state === 'read')
  assert.equal(reading.isCut, true)
  assert.equal(wordsOf(reading.pieces).length, MAX_CHARACTERS)
})

test('XML that nests without end is broken, and its entities are no bombs', async () => {
  const deep = zip({ 'word/document.xml': '<w:p>'.repeat(100_000) })
  assert.deepEqual(await readDocument(deep, 'docx'), { state: 'broken' })
  const laughs = `<!DOCTYPE a [<!ENTITY b "haha"><!ENTITY c "&b;&b;&b;">]><w:p><w:r><w:t>&c;</w:t></w:r></w:p>`
  assert.deepEqual(await piecesOf(zip({ 'word/document.xml': laughs }), 'docx'), [text('&c;')])
})

test('whatever the bytes, the answer is a reading', async () => {
  const whole = [
    pdf(['mot']),
    docx(['mot']),
    xlsx('f', [['mot']]),
    pptx(['mot']),
    odt('<text:p>mot</text:p>'),
  ]
  const damaged = fc
    .tuple(fc.constantFrom(...whole), fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { maxLength: 20 }))
    .map(([bytes, changes]) => {
      const copy = Buffer.from(bytes)
      for (const [at, byte] of changes) copy[at % copy.length] = byte
      return copy
    })
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array(), damaged), fc.constantFrom(...KINDS), async (bytes, kind) => {
      assert.match((await readDocument(bytes, kind)).state, /^(read|encrypted|broken|tooLarge)$/)
    }),
    { numRuns: 150 },
  )
})

test('a kind is known by the type, or by the name where the type says nothing', () => {
  assert.equal(kindOfFile('application/pdf', null), 'pdf')
  assert.equal(kindOfFile('application/octet-stream', 'Devis.XLSX'), 'xlsx')
  assert.equal(kindOfFile('text/plain', 'export.csv'), 'csv')
  assert.equal(kindOfFile('text/plain', null), 'text')
  assert.equal(kindOfFile('application/octet-stream', 'photo.raw'), null)
  assert.equal(kindOfFile('image/png', 'page.pdf'), null)
  assert.equal(kindOfFile('application/octet-stream', 'WINMAIL.DAT'), 'tnef')
  assert.equal(kindOfFile('text/calendar', 'invite.ics'), null)
})
