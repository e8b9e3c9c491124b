import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBodyValue } from './body-value.ts'
import { type Part, walkParts } from './part.ts'
import { readStructure } from './structure.ts'
import { undersign } from './undersign.ts'
import { writeMessage } from './write.ts'

const SIGNATURE = { text: 'Élise Roux\nVille de Montauzan', html: '<div><p>Élise Roux</p></div>' }

const lines = (...all: string[]) => Buffer.from(all.join('\r\n'))
const leaf = (bytes: Buffer, type: string): Part =>
  [...walkParts(readStructure(bytes))].find(part => part.type === type)!
const textOf = (bytes: Buffer, type = 'text/plain') => readBodyValue(bytes, leaf(bytes, type)).value
const signed = (bytes: Buffer) => undersign(bytes, SIGNATURE) ?? assert.fail('it was left as it is')
const letter = (...body: string[]) =>
  lines('From: a@exemple.example', 'Content-Type: text/plain; charset=utf-8', '', ...body)

test('a plain message has it at its end, in UTF-8, and says so', () => {
  const bytes = signed(lines('From: a@exemple.example', 'Subject: x', '', 'Bonjour', ''))
  assert.equal(textOf(bytes), 'Bonjour\n\nÉlise Roux\nVille de Montauzan\n')
  assert.match(
    bytes.toString(),
    /^From: a@exemple\.example\r\nSubject: x\r\nContent-Type: text\/plain;\r\n charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\nMIME-Version: 1\.0\r\n\r\n/,
  )
})

test('it stands above the history, in text and in HTML, and outside of the line that introduces it', () => {
  const text = signed(letter('Oui.', '', 'Le 3 mai 2026, Anna a écrit :', '> Non ?', ''))
  assert.match(textOf(text), /^Oui\.\n\nÉlise Roux\nVille de Montauzan\n+Le 3 mai/)
  const html = (body: string) =>
    textOf(
      signed(lines('Content-Type: text/html; charset=utf-8', '', `<html><body>${body}</body></html>`)),
      'text/html',
    )
  assert.equal(
    html('<p>Oui.</p><p>Le 3 mai 2026, Anna a écrit :</p><blockquote>Non ?</blockquote>'),
    `<html><body><p>Oui.</p>${SIGNATURE.html}<p>Le 3 mai 2026, Anna a écrit :</p><blockquote>Non ?</blockquote></body></html>`,
  )
  assert.equal(html('<p>Oui.</p>'), `<html><body><p>Oui.</p>${SIGNATURE.html}</body></html>`)
})

test('an answer below the history has it below, and a forward without a word above', () => {
  const below = textOf(signed(letter('Le 3 mai 2026, Anna a écrit :', '> Non ?', '', 'Si.', '')))
  assert.ok(below.includes('Élise Roux'))
  const forward = textOf(signed(letter('-----Message original-----', 'De : Anna', '', 'Bonjour', '')))
  assert.match(forward, /^Élise Roux\nVille de Montauzan\n\n-----Message original-----\n/)
})

test('text in another charset and encoding stays the same text', () => {
  const latin = Buffer.concat([
    lines(
      'Content-Type: text/plain; charset=iso-8859-1; format=flowed',
      'Content-Transfer-Encoding: 8bit',
      '',
      '',
    ),
    Buffer.from('D\xe9lib\xe9ration\r\n', 'latin1'),
  ])
  const bytes = signed(latin)
  assert.match(textOf(bytes), /^Délibération\n\nÉlise Roux/)
  assert.deepEqual(leaf(bytes, 'text/plain').parameters, { charset: 'utf-8', format: 'flowed' })
  const base64 = signed(
    lines(
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from('Été\r\n').toString('base64'),
      '',
    ),
  )
  assert.match(textOf(base64), /^Été\n\nÉlise Roux/)
  assert.equal(leaf(base64, 'text/plain').encoding, 'base64')
})

test('what has it already is left as it is: sent once more, or quoted in an answer', () => {
  const once = signed(letter('Bonjour', ''))
  assert.equal(undersign(once, SIGNATURE), null)
  const quoted = letter(
    'Oui.',
    '',
    'Le 3 mai 2026, Élise a écrit :',
    '> Bonjour',
    '> Élise Roux',
    '> Ville de Montauzan',
    '',
  )
  assert.equal(undersign(quoted, SIGNATURE), null)
  const html = lines(
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>Oui.</p><blockquote type="cite"><p style="color: red">Élise <b>Roux</b></p><p>Ville de Montauzan</p></blockquote>',
    '',
  )
  assert.equal(undersign(html, SIGNATURE), null)
})

const multipart = (type: string, ...parts: string[][]) =>
  lines(
    'From: a@exemple.example',
    `Content-Type: ${type}; boundary=b`,
    '',
    ...parts.flatMap(part => ['--b', ...part]),
    '--b--',
    '',
  )
const plain = ['Content-Type: text/plain; charset=utf-8', '', 'Bonjour', '']

const UNTOUCHED: Readonly<Record<string, Buffer>> = {
  'multipart/signed': multipart('multipart/signed', plain, [
    'Content-Type: application/pgp-signature',
    '',
    'x',
  ]),
  'a signed part among others': multipart('multipart/mixed', plain, [
    'Content-Type: multipart/signed; boundary=c',
    '',
    '--c',
    ...plain,
    '--c--',
  ]),
  'S/MIME': lines('Content-Type: application/pkcs7-mime; smime-type=signed-data', '', 'AAAA', ''),
  'multipart/encrypted': multipart('multipart/encrypted', [
    'Content-Type: application/pgp-encrypted',
    '',
    'Version: 1',
  ]),
  'an armour of PGP in the text': letter('-----BEGIN PGP SIGNED MESSAGE-----', '', 'Bonjour', ''),
  'an encrypted armour': letter('-----BEGIN PGP MESSAGE-----', '', 'AAAA', ''),
  'an invitation': multipart('multipart/alternative', plain, [
    'Content-Type: text/calendar; method=REQUEST',
    '',
    'BEGIN:VCALENDAR',
  ]),
  'a report': multipart('multipart/report', plain, [
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; x',
  ]),
  'an automatic answer': lines('Auto-Submitted: auto-replied', 'Content-Type: text/plain', '', 'Absente', ''),
  'what was signed by DKIM': lines('DKIM-Signature: v=1', 'Content-Type: text/plain', '', 'Bonjour', ''),
  'a charset that nobody knows': lines('Content-Type: text/plain; charset=x-none', '', 'Bonjour', ''),
  'octets that are not of the charset': Buffer.concat([
    lines('Content-Type: text/plain; charset=utf-8', '', ''),
    Buffer.from([0xff, 0xfe]),
  ]),
  'two types': lines('Content-Type: text/plain', 'Content-Type: text/html', '', 'Bonjour', ''),
  'a picture alone': lines('Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', 'AAAA', ''),
  'a line that would become a boundary': multipart('multipart/mixed', [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    '=2D-b',
    'Bonjour',
  ]),
  nothing: Buffer.alloc(0),
}

for (const [name, bytes] of Object.entries(UNTOUCHED))
  test(`${name} is left as it is`, () => assert.equal(undersign(bytes, SIGNATURE), null))

test('a letter that somebody wrote by hand though a program says so is undersigned', () => {
  assert.ok(undersign(lines('Auto-Submitted: no', 'Content-Type: text/plain', '', 'Bonjour', ''), SIGNATURE))
})

test('no text takes more than its length in time', () => {
  const started = performance.now()
  for (const body of [
    '\n'.repeat(250_000) + 'x',
    '> '.repeat(125_000),
    '<meta '.repeat(25_000),
    '<p>'.repeat(50_000),
  ]) {
    const crlf = body.replaceAll('\n', '\r\n')
    for (const type of ['plain', 'html'])
      undersign(lines(`Content-Type: text/${type}; charset=utf-8`, '', crlf, ''), SIGNATURE)
  }
  assert.ok(performance.now() - started < 20_000)
})

test('but for the texts and how they are written, every octet and every part stays, whatever the message', async () => {
  let seed = 20260503
  const below = (limit: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return Math.floor((seed / 2 ** 31) * limit)
  }
  const words = [
    'Délibération',
    'oui',
    '--',
    '',
    'From ici',
    '.',
    'é'.repeat(200),
    '日本',
    ' deux  blancs ',
    '=3D',
    '> cité',
  ]
  const text = () => Array.from({ length: below(8) }, () => words[below(words.length)]!).join('\n')
  for (let round = 0; round < 200; round++) {
    const attachments = Array.from({ length: below(3) }, (_, i) => ({
      type: ['application/pdf', 'image/png', 'text/plain'][below(3)]!,
      name: `pièce ${i}.bin`,
      bytes: Buffer.from(text()),
      disposition: 'attachment' as const,
    }))
    const body = { text: text(), html: `<p>${text()}</p>` }
    const shape = below(3)
    const bytes = await writeMessage({
      headers: {
        subject: text().replaceAll('\n', ' '),
        from: [{ name: 'Élise', email: 'e@exemple.example' }],
      },
      ...(shape !== 1 && { textBody: body.text }),
      ...(shape !== 0 && { htmlBody: body.html }),
      attachments,
      boundary: `b${round}`,
    })
    const out = undersign(bytes, SIGNATURE)
    assert.ok(out, `round ${round}`)
    const [before, after] = [bytes, out].map(one => [...walkParts(readStructure(one))]) as [Part[], Part[]]
    const edited = new Set([shape !== 1 && 'text/plain', shape !== 0 && 'text/html'])
    for (const [i, old] of before.entries()) {
      const fresh = after[i]!
      assert.deepEqual([fresh.type, fresh.path, fresh.filename], [old.type, old.path, old.filename])
      if (old.parts) continue
      const isBody = edited.has(old.type) && old.disposition !== 'attachment'
      if (!isBody) {
        assert.ok(raw(bytes, old).equals(raw(out, fresh)), `round ${round}, part ${i}`)
        continue
      }
      const value: string = readBodyValue(out, fresh).value
      const added = old.type === 'text/html' ? SIGNATURE.html : SIGNATURE.text
      assert.ok(value.includes(added), `round ${round}: ${value}`)
      assert.equal(bare(value.replace(added, '')), bare(readBodyValue(bytes, old).value), `round ${round}`)
    }
    assert.ok(otherOctets(bytes, before, edited).equals(otherOctets(out, after, edited)), `round ${round}`)
  }
})

const raw = (bytes: Buffer, { headerStart, bodyEnd }: Part) => bytes.subarray(headerStart, bodyEnd)
const bare = (text: string) => text.replace(/\s+/g, '')

/** All but the bodies that are written anew, and the fields that say how. */
function otherOctets(bytes: Buffer, parts: readonly Part[], edited: ReadonlySet<string | false>): Buffer {
  const cut = parts.filter(({ type, disposition }) => edited.has(type) && disposition !== 'attachment')
  const ends = [0, ...cut.map(part => part.bodyEnd)]
  const starts = [...cut.map(part => part.bodyStart), bytes.length]
  const rest = Buffer.concat(starts.map((start, i) => bytes.subarray(ends[i], start))).toString('latin1')
  return Buffer.from(
    rest.replace(
      /^(?:Content-Transfer-Encoding|Content-Type: text\/(?:plain|html)).*\r\n(?:[ \t].*\r\n)*/gm,
      '',
    ),
  )
}
