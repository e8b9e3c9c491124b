import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOffer } from '../command.ts'
import { BadCommand } from '../malformed.ts'
import { CommandStream } from '../stream.ts'
import type { AppendCommand } from './append.ts'
import { spoken } from './spoken.ts'

const append = (text: string) => spoken(text) as AppendCommand

/** What can be read when the last literal of `text` is offered. */
function offered(text: string): AppendCommand {
  const stream = new CommandStream()
  stream.push(Buffer.from(`a ${text}\r\n`))
  const event = stream.next()
  assert.equal(event?.kind, 'offer')
  return readOffer(event.frame) as AppendCommand & { tag: string }
}

test('A message comes with flags and a date', () => {
  const { mailbox, messages } = append('APPEND Sent (\\Seen $x) "17-Jul-1996 02:44:25 -0700" {5+}\r\nhello')
  assert.equal(mailbox, 'Sent')
  assert.deepEqual(messages, [
    {
      flags: ['\\Seen', '$x'],
      at: new Date('1996-07-17T09:44:25Z'),
      utf8: false,
      data: { binary: false, size: 5, bytes: Buffer.from('hello') },
    },
  ])
})

test('Flags and date may be absent', () => {
  assert.deepEqual(append('APPEND "A B" {1+}\r\nx').messages[0]!.flags, [])
})

test('A message with a NUL comes as a literal8', () => {
  assert.equal(append('APPEND x ~{2+}\r\na\0').messages[0]!.data.binary, true)
})

test('A message may have a header in UTF-8', () => {
  assert.equal(append('APPEND x UTF8 (~{2+}\r\nab)').messages[0]!.utf8, true)
})

test('Several messages come at once', () => {
  const { messages } = append('APPEND x (\\Seen) {1+}\r\n1 {2+}\r\n22')
  assert.deepEqual(
    messages.map(message => [message.flags, message.data.size]),
    [
      [['\\Seen'], 1],
      [[], 2],
    ],
  )
})

test('All but the bytes is known when a message is offered', () => {
  assert.deepEqual(offered('APPEND Sent (\\Draft) {1000000}'), {
    tag: 'a',
    name: 'append',
    mailbox: 'Sent',
    messages: [{ flags: ['\\Draft'], utf8: false, data: { binary: false, size: 1000000 } }],
  })
})

test('A UTF-8 message is offered before its parenthesis closes', () => {
  assert.equal(offered('APPEND x UTF8 (~{10}').messages[0]!.utf8, true)
})

test('An offer that cannot be read says so before the bytes come', () => {
  assert.throws(() => offered('APPEND x (\\Seen {10}'), BadCommand)
  assert.throws(() => offered('APPEND x "no date" {10}'), BadCommand)
})

for (const wrong of [
  'APPEND',
  'APPEND x',
  'APPEND x (\\Seen)',
  'APPEND x hello',
  'APPEND x UTF8 ({1+}\r\nx',
]) {
  test(`${JSON.stringify(wrong)} is malformed`, () => assert.throws(() => append(wrong), BadCommand))
}
