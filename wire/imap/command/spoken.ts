import { type Command, type Request, readCommand, writeCommand } from '../command.ts'
import type { Frame, Literal } from '../frame.ts'
import type { ReadOptions } from '../reader.ts'
import { CommandStream } from '../stream.ts'
import { bytesOf } from '../writer.ts'

// Aids of the tests: a client that speaks and a server that grants every literal.

/** The one frame that these bytes hold; messages that were streamed are put back into it. */
export function frameOf(bytes: Buffer): Frame {
  const stream = new CommandStream()
  stream.push(bytes)
  const messages: Buffer[] = []
  for (let event = stream.next(); event; event = stream.next()) {
    if (event.kind === 'offer') {
      stream.accept()
      messages.push(Buffer.alloc(0))
    }
    if (event.kind === 'bytes') messages.push(Buffer.concat([messages.pop()!, event.bytes]))
    if (event.kind === 'command') return { pieces: event.frame.pieces.map(piece => filled(piece, messages)) }
  }
  throw new Error('no whole command')
}

function filled(piece: string | Literal, messages: Buffer[]): string | Literal {
  return typeof piece === 'string' || piece.bytes ? piece : { ...piece, bytes: messages.shift()! }
}

/** The command of one line, `a ${text}`, without its tag. Literals are written in it as they are on the wire. */
export function spoken(text: string, options: ReadOptions = {}): Request {
  const { tag: _, ...request } = readCommand(frameOf(Buffer.from(`a ${text}\r\n`)), options)
  return request
}

/** What a server reads of what a client writes. */
export function heard(command: Command, utf8 = false): Command {
  return readCommand(frameOf(bytesOf(writeCommand(command, { utf8, literal: '+' }))), { utf8 })
}
