import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type MboxMessage, readMbox } from './read.ts'
import { type Entry, writeMbox } from './write.ts'

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function* each<T>(list: readonly T[]): AsyncGenerator<T> {
  yield* list
}

const read = async (text: string | Buffer, size = 7, max = 1_000_000): Promise<MboxMessage[]> =>
  Array.fromAsync(readMbox(pieces(Buffer.from(text), size), max))

const textOf = ({ bytes }: MboxMessage): string => Buffer.from(bytes).toString('latin1')

const write = async (messages: readonly string[], size = 5): Promise<Buffer> => {
  const entries = messages.map(
    (text): Entry => ({
      receivedAt: new Date('2026-11-28T17:05:27Z'),
      keywords: ['$seen', '$flagged', 'urgent'],
      body: pieces(Buffer.from(text, 'latin1'), size),
    }),
  )
  return Buffer.concat(await Array.fromAsync(writeMbox(each(entries))))
}

test('messages of any program are read, with their time and their marks', async () => {
  const file = [
    'From paul@ailleurs.example Sat Nov 28 17:05:27 2026',
    'Status: RO',
    'X-Status: AF',
    'X-Keywords: Urgent travaux',
    'Subject: Un',
    '',
    'Bonjour',
    '>From ici',
    'From time to time',
    '',
    'From - Sat Nov 28 17:06:00 2026',
    'Subject: Deux',
    '',
    'Fin',
  ].join('\n')
  const [one, two, ...more] = await read(file)
  assert.equal(more.length, 0)
  assert.equal(textOf(one!), 'Subject: Un\r\n\r\nBonjour\r\nFrom ici\r\nFrom time to time\r\n')
  assert.deepEqual(one!.keywords, ['$seen', '$answered', '$flagged', 'urgent', 'travaux'])
  assert.equal(one!.date?.toISOString(), '2026-11-28T17:05:27.000Z')
  assert.equal(textOf(two!), 'Subject: Deux\r\n\r\nFin\r\n')
  assert.equal(two!.keywords, null)
})

test('the marks of Thunderbird are read, and taken off', async () => {
  const of = (status: string) =>
    ['X-Account-Key: account2', 'X-UIDL: 7', `X-Mozilla-Status: ${status}`, 'X-Mozilla-Status2: 00000000']
      .map(line => `${line}\n`)
      .join('')
  const at = 'From - Sat Nov 28 17:06:00 2026\n'
  const keys = 'X-Mozilla-Keys: voirie                        \n'
  const file = ['1007', '0000', '0009'].map(status => `${at}${of(status)}${keys}Subject: Un\n\nx\n\n`)
  const [read1, unread, deleted] = await read(file.join(''))
  assert.equal(textOf(read1!), 'Subject: Un\r\n\r\nx\r\n')
  assert.deepEqual(read1!.keywords, ['$seen', '$answered', '$flagged', '$forwarded', 'voirie'])
  assert.deepEqual([unread!.keywords, unread!.isDeleted], [['voirie'], false])
  assert.equal(deleted!.isDeleted, true)
})

test('a single message that is no mbox is read as it is', async () => {
  const [only, ...more] = await read('Subject: Un\r\n\r\nFrom here on\r\n')
  assert.equal(more.length, 0)
  assert.equal(textOf(only!), 'Subject: Un\r\n\r\nFrom here on\r\n')
})

test('the separator of Google Takeout is one', async () => {
  const file = 'From 1811@xxx Sat Nov 28 17:05:27 +0000 2026\nX-GM-THRID: 1\nSubject: Un\n\nx\n'
  const [one] = await read(file)
  assert.equal(one!.date?.toISOString(), '2026-11-28T17:05:27.000Z')
})

test('a message over the limit is said to be cut, and the next one is whole', async () => {
  const at = 'From x Sat Nov 28 17:05:27 2026\n'
  const [long, next] = await read(
    `${at}Subject: Un\n\n${'x'.repeat(5000)}\n\n${at}Subject: Deux\n\n`,
    64,
    1000,
  )
  assert.deepEqual([long!.isCut, next!.isCut], [true, false])
  assert.equal(textOf(next!), 'Subject: Deux\r\n')
})

test('a file that is one endless line is read in the time that its length takes', async () => {
  const before = performance.now()
  const [message] = await read(Buffer.alloc(20_000_000, 'a'), 65_536, 50_000_000)
  assert.equal(message?.bytes.length, 20_000_002)
  assert.ok(performance.now() - before < 3000)
})

test('nothing is no message', async () => {
  assert.deepEqual(await read(''), [])
  assert.deepEqual(await read('\n\n\n'), [])
})

test('what was written is read again, byte for byte', async () => {
  const line = fc.oneof(
    fc.constantFrom('', 'From ', '>From x', 'From a Sat Nov 28 17:05:27 2026', '>>', 'Fro', 'x'.repeat(3000)),
    fc.string({ unit: fc.integer({ min: 0, max: 255 }).map(n => String.fromCharCode(n)) }),
  )
  const clean = line.map(text => text.replace(/[\r\n]/g, ' '))
  const body = fc.array(clean, { maxLength: 8 }).map(lines => lines.map(one => `${one}\r\n`).join(''))
  await fc.assert(
    fc.asyncProperty(
      fc.array(body, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 4000 }),
      async (bodies, size) => {
        const messages = bodies.map(text => `Subject: x\r\n\r\n${text}`)
        const again = await read(await write(messages, size), size)
        assert.deepEqual(again.map(textOf), messages)
        assert.ok(again.every(one => String(one.keywords) === '$seen,$flagged,urgent'))
      },
    ),
  )
})
