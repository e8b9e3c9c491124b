import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from '../../modules/mail/imap/test/client.ts'
import { readWaiting } from '../../modules/mail/model/attachment/unread.ts'
import { indexWaiting } from '../../modules/mail/model/unindexed.ts'
import { sql } from '../../store/sql.ts'
import { bomb } from '../../wire/document/testing/files.ts'
import { type TestHouse, testHouse } from '../house.ts'
import type { Args } from '../jmap.ts'
import { type Doors, openDoors } from './doors.ts'

// Messages that are made to hurt, at each door that takes them in or tells of them: each is answered clearly, in bounded
// time and memory.

let town: TestHouse
let doors: Doors
let imap: Client
before(async () => {
  town = await testHouse()
  doors = await openDoors(town, town.claire)
  imap = await Client.login(town.ports['imap']!, town.claire.address)
  await imap.say('SELECT INBOX')
})
after(async () => {
  await imap.say('LOGOUT')
  await doors.close()
  await town.close()
})

/** Some ten times what the worst of them takes; of this process, whatever else the machine does. */
const MAX_CPU_MS = 6000
const MAX_ANSWER = 32 * 1024 * 1024
const MAX_MEMORY = 1200 * 1024 * 1024

const BOMBS: Readonly<Record<string, () => string>> = {
  'ten thousand parts': () =>
    `${head(multipart('b'))}${'--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n'.repeat(10_000)}--b--\r\n`,
  'a thousand multiparts inside each other': () =>
    `${head()}${Array.from({ length: 1000 }, (_, i) => `${multipart(`b${i}`)}--b${i}\r\n`).join('')}\r\nau fond\r\n`,
  'a thousand messages inside each other': () =>
    `${head()}${'Content-Type: message/rfc822\r\n\r\n'.repeat(1000)}\r\nau fond\r\n`,
  'a line of ten megabytes': () => `${head()}\r\n${'x'.repeat(10 * 1024 * 1024)}\r\n`,
  'a field of two megabytes': () => `${head()}X-Long: ${'y'.repeat(2 * 1024 * 1024)}\r\n\r\n`,
  'a hundred thousand recipients': () =>
    `${head()}Cc: ${Array.from({ length: 100_000 }, (_, i) => `p${i}@x.example`).join(',\r\n ')}\r\n\r\n`,
  'boundaries that are almost right': () =>
    head(multipart('b'.repeat(70))) + `--${'b'.repeat(69)}\r\n`.repeat(50_000),
  'HTML without end tags': () =>
    `${head('Content-Type: text/html\r\n\r\n')}${'<div><b><i>'.repeat(300_000)}\r\n`,
  'encoded words in each other': () => `${head()}X-Words: ${'=?utf-8?q?=?='.repeat(50_000)}\r\n\r\n`,
  'a ZIP of a gigabyte in a megabyte': () => {
    const zip = bomb(1024 ** 3).toString('base64')
    const file = 'Content-Type: application/zip; name=a.docx\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return `${head(multipart('b'))}--b\r\n${file}${zip}\r\n--b--\r\n`
  },
}

function head(more = ''): string {
  return `From: x@elsewhere.example\r\nTo: claire@montauzan.fr\r\nMIME-Version: 1.0\r\n${more}`
}

function multipart(boundary: string): string {
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n`
}

for (const [name, make] of Object.entries(BOMBS))
  test(`${name}: each door answers`, async () => {
    const bytes = Buffer.from(make(), 'latin1')
    const { code, lines } = await bounded('SMTP', () => doors.send(bytes))
    assert.match(`${code} ${lines.join(' ')}`, /^(250 |554 The header of the message is too large)/)

    const blobId = await upload(bytes)
    const properties = ['bodyStructure', 'attachments', 'cc', 'preview']
    const parsed = await bounded('parse', () =>
      doors.jmap.call('Email/parse', { blobIds: [blobId], properties }),
    )
    assert.deepEqual([Object.keys(parsed['parsed'] as Args), parsed['notParsable']], [[blobId], null])
    assert.ok(JSON.stringify(parsed).length < MAX_ANSWER)

    const emails = { a: { blobId, mailboxIds: { [doors.mailboxes.get('inbox')!]: true } } }
    const imported = await bounded('import', () => doors.jmap.call('Email/import', { emails }))
    const { id } = (imported['created'] as { a: { id: string } }).a
    const rendered = await bounded('render', () => doors.jmap.call('Email/render', { ids: [id] }))
    assert.ok(JSON.stringify(rendered).length < MAX_ANSWER)

    await imap.say('NOOP')
    const told = await bounded('IMAP', () => imap.say('FETCH * (ENVELOPE BODYSTRUCTURE)'))
    assert.match(told.end, /^OK/)
    const answer = told.lines.find(line => line.includes('BODYSTRUCTURE ('))
    assert.ok(answer && answer.length < MAX_ANSWER)

    const { accountId } = town.claire
    await bounded('index', () => indexWaiting(town.house, { accountId }))
    await bounded('attachments', () => readWaiting(town.house, { accountId }))
    assert.ok(process.memoryUsage().rss < MAX_MEMORY)
  })

test('of a ZIP that swells, it is known that it was not read', async () => {
  const rows = await town.house.db.rows(sql`select state from attachment_text where kind = 'docx'`)
  assert.deepEqual(rows, [{ state: 'tooLarge' }])
})

async function bounded<T>(what: string, work: () => Promise<T>): Promise<T> {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  assert.ok((user + system) / 1000 < MAX_CPU_MS, `${what} took ${(user + system) / 1000} ms`)
  return value
}

async function upload(bytes: Buffer): Promise<string> {
  const { accountId, authorization } = doors.jmap
  const response = await fetch(`${town.url}/jmap/upload/${accountId}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'message/rfc822' },
    body: new Uint8Array(bytes),
  })
  return ((await response.json()) as { blobId: string }).blobId
}
