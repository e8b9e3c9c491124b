import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCommand, writeCommand } from '../command.ts'
import { CommandStream, type StreamEvent } from '../stream.ts'
import { bytesOf, type Piece } from '../writer.ts'
import { command } from './arbitrary.ts'
import { heard } from './spoken.ts'

test('A server hears what a client says', () => {
  fc.assert(
    fc.property(command, fc.boolean(), (said, utf8) => assert.deepEqual(heard(said, utf8), said)),
    { numRuns: 1500 },
  )
})

/** What the stream says of all bytes of one piece. */
function listen(stream: CommandStream, piece: Piece): StreamEvent[] {
  stream.push(bytesOf([piece]))
  const events: StreamEvent[] = []
  for (let event = stream.next(); event; event = stream.next()) {
    events.push(event)
    if (event.kind === 'offer') stream.accept()
  }
  return events
}

test('A client that waits for each continuation is asked to go on, once for each literal', () => {
  fc.assert(
    fc.property(command, said => {
      const stream = new CommandStream()
      const pieces = writeCommand(said)
      const events = pieces.flatMap(piece => listen(stream, piece))
      const literals = pieces.filter(piece => typeof piece !== 'string').length
      assert.equal(events.filter(event => event.kind === 'continue').length, literals)
      assert.equal(events.at(-1)?.kind, 'command')
    }),
    { numRuns: 300 },
  )
})

test('Small letters and a space at the end change nothing', () => {
  const plain = command.filter(({ name }) => ['fetch', 'store', 'status', 'select'].includes(name))
  fc.assert(
    fc.property(plain, said => {
      const [line, ...more] = writeCommand(said)
      fc.pre(typeof line === 'string' && more.length === 0)
      const [tag, verb, ...rest] = line.trimEnd().split(' ')
      const text = [tag, verb!.toLowerCase(), ...rest].join(' ')
      const latin = Buffer.from(`${text}  `).toString('latin1')
      assert.deepEqual(readCommand({ pieces: [latin] }), said)
    }),
    { numRuns: 300 },
  )
})
