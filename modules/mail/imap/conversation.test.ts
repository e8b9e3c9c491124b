import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { writeThread } from '../../../wire/imap/response/search.ts'
import { written } from '../../../wire/imap/response/written.ts'
import { byReferences, bySubject, type Letter } from './conversation.ts'

/** Letters numbered from 1, sent in that order: `id<reference<reference subject`. */
function letters(...lines: string[]): Letter[] {
  return lines.map((line, i) => {
    const [ids, ...words] = line.split(' ')
    const [messageId, ...references] = ids!.split('<')
    const subject = words.join(' ')
    return {
      uid: i + 1,
      number: i + 1,
      messageId: messageId!,
      references: references.reverse(),
      baseSubject: subject.replace(/^Re: /, '').toUpperCase(),
      isAnswer: subject.startsWith('Re: '),
      at: i,
    }
  })
}

const told = (...lines: string[]): string =>
  written(writer => writeThread(writer, byReferences(letters(...lines)))).trim()

test('an answer stands under what it answers', () => {
  assert.equal(told('a Halle', 'b<a Re: Halle', 'c<b<a Re: Halle'), '* THREAD (1 2 3)')
})

test('two answers to one message are branches', () => {
  assert.equal(told('a Halle', 'b<a Re: Halle', 'c<a Re: Halle'), '* THREAD (1 (2)(3))')
})

test('answers to a message that is not there stay together', () => {
  assert.equal(told('b<a Re: Halle', 'c<a Re: Halle'), '* THREAD ((1)(2))')
})

test('a message that is not there in the middle of a thread gives way', () => {
  assert.equal(told('a Halle', 'c<b<a Re: Halle'), '* THREAD (1 2)')
})

test('an answer without references joins the thread of its subject', () => {
  assert.equal(told('a Halle', 'b Re: Halle', 'c Marché'), '* THREAD (1 2)(3)')
})

test('messages of one subject that answer nothing are siblings', () => {
  assert.equal(told('a Halle', 'b Halle', 'c Halle'), '* THREAD ((1)(2)(3))')
})

test('messages that name each other in a circle are told once each', () => {
  assert.equal(told('a<b Un', 'b<a Deux'), '* THREAD (2 1)')
})

test('of two messages with one id, both are told', () => {
  assert.equal(told('a Un', 'a Deux', 'b<a Re: Un'), '* THREAD (1 3)(2)')
})

test('a conversation may be as deep as a mailbox is long', () => {
  const deep = Array.from({ length: 50_000 }, (_, i) => `m${i}<m${i - 1} Re: Halle`)
  assert.match(told(...deep), /^\* THREAD \(1 2 3 .* 50000\)$/)
})

test('ORDEREDSUBJECT puts all of a subject under its first', () => {
  const threads = bySubject(letters('a Halle', 'b Marché', 'c Re: Halle', 'd Halle'))
  assert.equal(written(writer => writeThread(writer, threads)).trim(), '* THREAD (1 (3)(4))(2)')
})

test('whatever messages say of one another, each is told once', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
  const line = fc
    .tuple(id, fc.array(id, { maxLength: 4 }), fc.constantFrom('Halle', 'Re: Halle', 'Re: Marché', ''))
    .map(([own, references, subject]) => `${[own, ...references].join('<')} ${subject}`)
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), lines => {
      const numbers = told(...lines).match(/\d+/g) ?? []
      assert.deepEqual(
        numbers.map(Number).sort((a, b) => a - b),
        lines.map((_, i) => i + 1),
      )
    }),
    { numRuns: 500 },
  )
})
