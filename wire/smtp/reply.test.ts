import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Malformed } from '../../lib/errors.ts'
import { replies } from './replies.ts'
import { isPermanent, isPositive, isTransient, readReply, reply, replyText, writeReply } from './reply.ts'

test('a reply is read back as it was written, on one line or several', () => {
  for (const written of [
    reply(250, '2.6.0', 'Kept as 42'),
    reply(250, null, 'mx.example.org', 'PIPELINING', 'SIZE 1000'),
    reply(550, '5.1.1', 'No such mailbox', 'nor any like it'),
    ...Object.values(replies),
  ]) {
    assert.deepEqual(readReply(writeReply(written)), written)
    assert.deepEqual(readReply(replyText(written)), written)
  }
})

test('each line of a reply carries the status', () => {
  assert.equal(writeReply(reply(550, '5.7.1', 'No', 'never')), '550-5.7.1 No\r\n550 5.7.1 never\r\n')
})

test('a text with line ends cannot make another reply', () => {
  assert.equal(writeReply(reply(550, null, 'no\r\n250 yes')), '550 no 250 yes\r\n')
})

test('a reply without a text is read', () => {
  assert.deepEqual(readReply('250\r\n'), { code: 250, status: null, lines: [''] })
})

test('what is no reply, or two, is malformed', () => {
  for (const text of ['', 'hello', '999 no', '250-a\r\n550 b'])
    assert.throws(() => readReply(text), Malformed)
})

test('the first digit tells success from delay and failure', () => {
  assert.ok(isPositive(reply(250, null)) && !isPositive(reply(354, null)))
  assert.ok(isTransient(replies.fullMailbox) && !isPermanent(replies.fullMailbox))
  assert.ok(isPermanent(replies.noRelay))
})

test('the status of every refusal is of the class of its code', () => {
  for (const { code, status } of Object.values(replies)) assert.equal(status?.[0], String(code)[0])
})
