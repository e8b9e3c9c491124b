import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Malformed } from '../../lib/errors.ts'
import { MAX_KEPT_LITERAL, MAX_LINE } from './limits.ts'
import { CommandStream, type StreamEvent } from './stream.ts'

/** All events of these bytes, each offer answered by `answer`. */
function eventsOf(
  stream: CommandStream,
  text: string,
  answer: 'accept' | 'refuse' = 'accept',
): StreamEvent[] {
  stream.push(Buffer.from(text, 'latin1'))
  const events: StreamEvent[] = []
  for (let event = stream.next(); event; event = stream.next()) {
    events.push(event)
    if (event.kind === 'offer') stream[answer]()
  }
  return events
}

/** Each event in one short text. */
function told(events: readonly StreamEvent[]): string[] {
  return events.map(tell)
}

function tell(event: StreamEvent): string {
  switch (event.kind) {
    case 'command':
      return event.frame.pieces
        .map(piece => (typeof piece === 'string' ? piece : `<${piece.bytes ?? piece.size}>`))
        .join('')
    case 'line':
      return `line ${event.text}`
    case 'bytes':
      return `bytes ${event.bytes}`
    case 'offer':
      return `offer ${event.literal.size}`
    case 'refused':
      return `refused ${event.tag}: ${event.message}`
    case 'continue':
      return 'continue'
  }
}

test('A line is a command', () => {
  assert.deepEqual(told(eventsOf(new CommandStream(), 'a1 NOOP\r\n')), ['a1 NOOP'])
})

test('A line without CR is a command too', () => {
  assert.deepEqual(told(eventsOf(new CommandStream(), 'a1 NOOP\n')), ['a1 NOOP'])
})

test('Half a line is nothing yet', () => {
  const stream = new CommandStream()
  assert.deepEqual(eventsOf(stream, 'a1 NO'), [])
  assert.deepEqual(told(eventsOf(stream, 'OP\r')), [])
  assert.deepEqual(told(eventsOf(stream, '\n')), ['a1 NOOP'])
})

test('Pipelined commands come one by one', () => {
  assert.deepEqual(told(eventsOf(new CommandStream(), 'a NOOP\r\nb CHECK\r\n')), ['a NOOP', 'b CHECK'])
})

test('An empty line between commands is passed over', () => {
  assert.deepEqual(told(eventsOf(new CommandStream(), '\r\n\r\na NOOP\r\n')), ['a NOOP'])
})

test('A synchronising literal waits for a continuation', () => {
  const stream = new CommandStream()
  assert.deepEqual(told(eventsOf(stream, 'a LOGIN {3}\r\n')), ['continue'])
  assert.deepEqual(told(eventsOf(stream, 'bob {2}\r\n')), ['continue'])
  assert.deepEqual(told(eventsOf(stream, 'pw\r\n')), ['a LOGIN <bob> <pw>'])
})

test('A non-synchronising literal flows', () => {
  const events = eventsOf(new CommandStream(), 'a LOGIN {3+}\r\nbob {2+}\r\npw\r\n')
  assert.deepEqual(told(events), ['a LOGIN <bob> <pw>'])
})

test('A literal may hold lines that look like commands', () => {
  const events = eventsOf(new CommandStream(), 'a LOGIN {10+}\r\nb LOGOUT\r\n {1+}\r\nx\r\n')
  assert.deepEqual(told(events), ['a LOGIN <b LOGOUT\r\n> <x>'])
})

test('An empty literal is a literal', () => {
  assert.deepEqual(told(eventsOf(new CommandStream(), 'a LOGIN {0+}\r\n x\r\n')), ['a LOGIN <> x'])
})

test('Any cut of the bytes gives the same commands', () => {
  const text = 'a LOGIN {3+}\r\nbob {0+}\r\n\r\nb APPEND x (\\Seen) {5+}\r\nhello\r\nc NOOP\r\n'
  for (let cut = 1; cut < text.length; cut++) {
    const stream = new CommandStream()
    const events = [...eventsOf(stream, text.slice(0, cut)), ...eventsOf(stream, text.slice(cut))]
    const commands = told(events.filter(event => event.kind === 'command'))
    assert.deepEqual(commands, ['a LOGIN <bob> <>', 'b APPEND x (\\Seen) <5>', 'c NOOP'])
  }
})

test('One byte at a time gives the same commands', () => {
  const stream = new CommandStream()
  const events = [...'a LOGIN {3+}\r\nbob x\r\nb NOOP\r\n'].flatMap(byte => eventsOf(stream, byte))
  assert.deepEqual(told(events), ['a LOGIN <bob> x', 'b NOOP'])
})

test('A message is offered before its bytes come', () => {
  const stream = new CommandStream()
  stream.push(Buffer.from('a APPEND Sent (\\Seen) {5}\r\n'))
  const event = stream.next()
  assert.equal(event?.kind, 'offer')
  assert.deepEqual(event.literal, { size: 5, sync: true, binary: false })
  assert.deepEqual(event.frame.pieces, ['a APPEND Sent (\\Seen) ', { binary: false, size: 5 }, ''])
  assert.equal(stream.next(), undefined)
})

test('An accepted message passes by and leaves its size in the command', () => {
  const stream = new CommandStream()
  assert.deepEqual(told(eventsOf(stream, 'a APPEND Sent {5}\r\n')), ['offer 5', 'continue'])
  assert.deepEqual(told(eventsOf(stream, 'he')), ['bytes he'])
  assert.deepEqual(told(eventsOf(stream, 'llo\r\n')), ['bytes llo', 'a APPEND Sent <5>'])
})

test('A mailbox name in a literal is not taken for the message', () => {
  const events = eventsOf(new CommandStream(), 'a append {4+}\r\nSent {2+}\r\nhi\r\n')
  assert.deepEqual(told(events), ['offer 2', 'bytes hi', 'a append <Sent> <2>'])
})

test('Each message of one APPEND is offered', () => {
  const events = eventsOf(new CommandStream(), 'a APPEND x {1+}\r\n1 (\\Seen) {1+}\r\n2\r\n')
  assert.deepEqual(told(events), ['offer 1', 'bytes 1', 'offer 1', 'bytes 2', 'a APPEND x <1> (\\Seen) <1>'])
})

test('After a refused synchronising literal the next line is a command', () => {
  const events = eventsOf(new CommandStream(), 'a APPEND Sent {5}\r\nb NOOP\r\n', 'refuse')
  assert.deepEqual(told(events), ['offer 5', 'b NOOP'])
})

test('The bytes and the line of a refused non-synchronising literal are read over', () => {
  const text = 'a APPEND Sent {8+}\r\nx NOOP\r\n (\\Seen) {3+}\r\nabc\r\nb NOOP\r\n'
  assert.deepEqual(told(eventsOf(new CommandStream(), text, 'refuse')), ['offer 8', 'b NOOP'])
})

test('A refused command that goes on with a waiting literal has ended', () => {
  const text = 'a APPEND Sent {1+}\r\n1 {3}\r\nb NOOP\r\n'
  assert.deepEqual(told(eventsOf(new CommandStream(), text, 'refuse')), ['offer 1', 'b NOOP'])
})

test('A literal too large to keep is refused by itself', () => {
  const events = eventsOf(new CommandStream(), `a LOGIN {${MAX_KEPT_LITERAL + 1}}\r\nb NOOP\r\n`)
  assert.deepEqual(told(events), ['refused a: Literal too large', 'b NOOP'])
})

test('Many literals that are too large together are refused', () => {
  const one = ` {${MAX_KEPT_LITERAL}+}\r\n${'x'.repeat(MAX_KEPT_LITERAL)}`
  const events = eventsOf(new CommandStream(), `a ID${one.repeat(5)}\r\nb NOOP\r\n`)
  assert.deepEqual(told(events), ['refused a: Command too large', 'b NOOP'])
})

test('Too many literals are refused', () => {
  const events = eventsOf(new CommandStream(), `a ID${' {0+}\r\n'.repeat(300)}\r\nb NOOP\r\n`)
  assert.deepEqual(told(events), ['refused a: Too many literals', 'b NOOP'])
})

test('A line without end loses the stream', () => {
  assert.throws(() => eventsOf(new CommandStream(), 'x'.repeat(MAX_LINE + 1)), Malformed)
})

test('A literal of unheard size loses the stream', () => {
  assert.throws(() => eventsOf(new CommandStream(), 'a LOGIN {99999999999999999999}\r\n'), Malformed)
})

test('A plain line is read only when it is asked for', () => {
  const stream = new CommandStream()
  stream.push(Buffer.from('a AUTHENTICATE PLAIN\r\nAGJvYgB4\r\nb NOOP\r\n'))
  assert.equal(stream.next()?.kind, 'command')
  stream.expectLine()
  assert.deepEqual(stream.next(), { kind: 'line', text: 'AGJvYgB4' })
  assert.equal(stream.next()?.kind, 'command')
})

test('What was sent ahead of a change of language can be seen', () => {
  const stream = new CommandStream()
  stream.push(Buffer.from('a STARTTLS\r\nb LOGIN'))
  stream.next()
  assert.equal(stream.takeRest().toString(), 'b LOGIN')
  assert.equal(stream.takeRest().length, 0)
})

test('A long line sent byte by byte takes time in proportion', () => {
  const stream = new CommandStream()
  for (let i = 0; i < MAX_LINE - 10; i++) {
    stream.push(Buffer.from('x'))
    assert.equal(stream.next(), undefined)
  }
  stream.push(Buffer.from('\n'))
  assert.equal(stream.next()?.kind, 'command')
})

test('What is not read yet is counted, so that receiving can pause', () => {
  const stream = new CommandStream()
  eventsOf(stream, 'a APPEND x {9}\r\n')
  stream.push(Buffer.from('12345'))
  assert.equal(stream.waiting, 5)
  stream.next()
  stream.next()
  assert.equal(stream.waiting, 0)
})

test('To answer an offer that was not made is our mistake', () => {
  assert.throws(() => new CommandStream().accept(), /no literal is offered/)
})
