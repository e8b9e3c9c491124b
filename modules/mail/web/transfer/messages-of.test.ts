import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate'
import { isOfMessages, messagesOf, Unreadable } from './messages-of.ts'
import { ZipBomb } from './zip-entries.ts'

const MAX = 1024 * 1024
const eml = (subject: string) => strToU8(`Subject: ${subject}\r\n\r\nBonjour\r\n`)
const mbox = strToU8(
  ['Un', 'Deux'].map(subject => `From x Sat Jan 10 08:00:00 2015\nSubject: ${subject}\n\nTexte\n\n`).join(''),
)

const archive = (bytes: Uint8Array<ArrayBuffer>, name = 'tout.zip') => new File([bytes], name)

async function subjectsOf(file: File): Promise<(string | null)[]> {
  const found = await Array.fromAsync(messagesOf(file, MAX))
  return found.map(({ bytes, isCut }) =>
    isCut ? null : /^Subject: (.*)$/m.exec(Buffer.from(bytes).toString())![1]!.trim(),
  )
}

test('a ZIP gives the messages of its letters and mailboxes, wherever they lie, and nothing else', async () => {
  const file = archive(
    zipSync({
      'boite/un.eml': eml('Seul'),
      'boite/vieux.mbox': mbox,
      'photo.png': new Uint8Array(300_000).fill(7),
      '__MACOSX/boite/._un.eml': eml('Ombre'),
      'dernier.EML': [eml('Tel quel'), { level: 0 }],
    }),
  )
  assert.ok(isOfMessages(file))
  assert.deepEqual(await subjectsOf(file), ['Seul', 'Un', 'Deux', 'Tel quel'])
})

test('a ZIP that was written as a stream, without sizes before its files, is read as well', async () => {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((_, chunk) => chunks.push(chunk.slice()))
  for (const name of ['a.eml', 'b.eml']) {
    const entry = new ZipDeflate(name)
    zip.add(entry)
    entry.push(eml(name), true)
  }
  zip.end()
  assert.deepEqual(await subjectsOf(new File(chunks, 'x.zip')), ['a.eml', 'b.eml'])
})

test('a letter that is too large is left out, and the rest comes', async () => {
  const large = new Uint8Array(MAX + 1).fill(65)
  assert.deepEqual(await subjectsOf(archive(zipSync({ 'a.eml': large, 'b.eml': eml('Petit') }))), [
    null,
    'Petit',
  ])
})

test('an archive that unzips to far more than mail does is refused', async () => {
  const bomb = archive(zipSync({ 'a.mbox': new Uint8Array(40 * 1024 * 1024) }, { level: 9 }))
  assert.ok(bomb.size < 200_000)
  await assert.rejects(subjectsOf(bomb), ZipBomb)
})

test('an archive that is cut, or is none, is said to be unreadable', async () => {
  const whole = zipSync({ 'a.eml': strToU8('Subject: x\r\n\r\n' + 'abc '.repeat(50)) }, { level: 0 })
  await assert.rejects(subjectsOf(archive(whole.slice(0, 120))), Unreadable)
  await assert.rejects(subjectsOf(archive(eml('Pas un ZIP'))), Unreadable)
})

test('a folder of Thunderbird has no ending, and what was deleted there stays away', async () => {
  const at = 'From - Sat Nov 28 17:06:00 2026\n'
  const letter = (status: string) => `${at}X-Mozilla-Status: ${status}\nSubject: n${status}\n\nx\n\n`
  const file = new File([letter('0001'), letter('0009'), letter('0000'), `${at}Subject: nu\n\nx\n`], 'Inbox')
  assert.ok(isOfMessages(file))
  const found = await Array.fromAsync(messagesOf(file, MAX))
  assert.deepEqual(
    found.map(({ keywords }) => keywords),
    [['$seen'], [], ['$seen']],
  )
})
