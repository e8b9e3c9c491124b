import { Malformed } from '../../lib/errors.ts'
import { ByteQueue } from './byte-queue.ts'
import { type Frame, frameTag, type Literal } from './frame.ts'
import { MAX_FRAME, MAX_KEPT_LITERAL, MAX_LINE, MAX_LITERALS, MAX_NUMBER64 } from './limits.ts'

/** A literal that a command announces: `sync` means that its bytes wait for our answer. */
export interface Announced {
  readonly size: number
  readonly sync: boolean
  readonly binary: boolean
}

export type StreamEvent =
  /** A whole command: read it with readCommand. */
  | { readonly kind: 'command'; readonly frame: Frame }
  /** The line that was asked for by expectLine. */
  | { readonly kind: 'line'; readonly text: string }
  /** Write a continuation request: the client waits before it sends a literal. */
  | { readonly kind: 'continue' }
  /** A message is announced: read the frame so far with readOffer, then call accept or refuse. */
  | { readonly kind: 'offer'; readonly literal: Announced; readonly frame: Frame }
  /** Bytes of the accepted message; `left` more will come. */
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly left: number }
  /** A command that asked for too much was dropped: answer BAD to its tag. */
  | { readonly kind: 'refused'; readonly tag: string | undefined; readonly message: string }

type State =
  | { readonly at: 'command' }
  | { readonly at: 'line' }
  | { readonly at: 'offered'; readonly literal: Announced }
  | { readonly at: 'kept'; readonly literal: Announced }
  | { readonly at: 'diverted'; readonly literal: Announced; left: number }
  | { readonly at: 'skipped literal'; left: number }
  | { readonly at: 'skipped line' }

const IDLE: State = { at: 'command' }

/**
 * The bytes of a client cut into commands, with bounded memory.
 *
 *   push(bytes) → next() → event → … → undefined: push more
 *
 * Nothing is read ahead of the session: what follows a command stays in the queue until next() is called,
 * so that the session can change the language between two commands (expectLine, takeRest).
 */
export class CommandStream {
  private readonly queue = new ByteQueue()
  private state: State = IDLE
  private pieces: (string | Literal)[] = []
  private kept = 0
  private continueFirst = false

  push(chunk: Buffer): void {
    this.queue.push(chunk)
  }

  /** Octets received and not read yet: stop receiving while they are many. */
  get waiting(): number {
    return this.queue.size
  }

  /** The next event, or undefined until more bytes come. Throws Malformed when the stream is lost: say BYE. */
  next(): StreamEvent | undefined {
    if (this.continueFirst) {
      this.continueFirst = false
      return { kind: 'continue' }
    }
    for (;;) {
      const before = this.state
      const event = this.step()
      if (event || this.state === before) return event
    }
  }

  /** After an offer: take the message; its bytes come as events, then the rest of the command. */
  accept(): void {
    const literal = this.offered()
    this.state = { at: 'diverted', literal, left: literal.size }
    this.continueFirst = literal.sync
  }

  /** After an offer: drop the command. The session answers NO or BAD to its tag. */
  refuse(): void {
    this.drop(this.offered())
  }

  /** The next line is not a command: an answer to AUTHENTICATE, or the DONE of IDLE. */
  expectLine(): void {
    this.state = { at: 'line' }
  }

  /** Bytes not read yet. After STARTTLS they must be none, or an intruder wrote them. RFC 9051 §6.2.1 */
  takeRest(): Buffer {
    return this.queue.take(this.queue.size)
  }

  private step(): StreamEvent | undefined {
    const state = this.state
    switch (state.at) {
      case 'command':
        return this.readLine()
      case 'line':
        return this.readPlainLine()
      case 'offered':
        return undefined
      case 'kept':
        return this.keep(state.literal)
      case 'diverted':
        return this.divert(state)
      case 'skipped literal':
        return this.skipLiteral(state)
      case 'skipped line':
        return this.skipLine()
    }
  }

  private readLine(): StreamEvent | undefined {
    const line = this.takeLine()
    if (line === undefined) return undefined
    this.kept += line.length
    const header = /(~?)\{(\d{1,20})(\+?)\}$/.exec(line)
    if (header) return this.announce(line.slice(0, header.index), readHeader(header))
    const pieces = this.pieces
    this.clear()
    // Some clients send an empty line after a literal or an AUTHENTICATE exchange.
    if (pieces.length === 0 && line === '') {
      this.state = { at: 'command' }
      return undefined
    }
    pieces.push(line)
    return { kind: 'command', frame: { pieces } }
  }

  private announce(text: string, literal: Announced): StreamEvent | undefined {
    this.pieces.push(text)
    if (this.pieces.length > 2 * MAX_LITERALS) return this.overrun(literal, 'Too many literals')
    if (isMessage(this.pieces)) {
      this.state = { at: 'offered', literal }
      const pending = { binary: literal.binary, size: literal.size }
      return { kind: 'offer', literal, frame: { pieces: [...this.pieces, pending, ''] } }
    }
    if (literal.size > MAX_KEPT_LITERAL) return this.overrun(literal, 'Literal too large')
    if (this.kept + literal.size > MAX_FRAME) return this.overrun(literal, 'Command too large')
    this.kept += literal.size
    this.state = { at: 'kept', literal }
    return literal.sync ? { kind: 'continue' } : undefined
  }

  private keep(literal: Announced): undefined {
    if (this.queue.size < literal.size) return
    // A copy, so that a small literal does not hold the chunk it came in.
    const bytes = Buffer.from(this.queue.take(literal.size))
    this.pieces.push({ binary: literal.binary, size: literal.size, bytes })
    this.state = { at: 'command' }
  }

  private divert(state: { readonly literal: Announced; left: number }): StreamEvent | undefined {
    if (state.left === 0) {
      this.pieces.push({ binary: state.literal.binary, size: state.literal.size })
      this.state = { at: 'command' }
      return undefined
    }
    const bytes = this.queue.takeSome(state.left)
    if (bytes.length === 0) return undefined
    state.left -= bytes.length
    return { kind: 'bytes', bytes, left: state.left }
  }

  private overrun(literal: Announced, message: string): StreamEvent {
    const tag = frameTag({ pieces: this.pieces })
    this.drop(literal)
    return { kind: 'refused', tag, message }
  }

  // RFC 7888 §4: the octets of a refused non-synchronising literal are read all the same.
  private drop(literal: Announced): void {
    this.clear()
    this.state = literal.sync ? IDLE : { at: 'skipped literal', left: literal.size }
  }

  private skipLiteral(state: { left: number }): undefined {
    while (state.left > 0 && this.queue.size > 0) state.left -= this.queue.takeSome(state.left).length
    if (state.left === 0) this.state = { at: 'skipped line' }
  }

  private skipLine(): undefined {
    const line = this.takeLine()
    if (line === undefined) return
    const header = /(~?)\{(\d{1,20})(\+?)\}$/.exec(line)
    // A client that waits to send another literal reads our refusal instead, and begins anew.
    this.state = header?.[3] ? { at: 'skipped literal', left: readHeader(header).size } : { at: 'command' }
  }

  private readPlainLine(): StreamEvent | undefined {
    const text = this.takeLine()
    if (text === undefined) return undefined
    this.state = IDLE
    return { kind: 'line', text }
  }

  private takeLine(): string | undefined {
    const length = this.queue.lineLength()
    if ((length ?? this.queue.size) > MAX_LINE) throw new Malformed('Line too long')
    if (length === undefined) return undefined
    const line = this.queue.take(length).toString('latin1')
    return line.slice(0, line.endsWith('\r\n') ? -2 : -1)
  }

  private offered(): Announced {
    if (this.state.at !== 'offered') throw new Error('no literal is offered')
    return this.state.literal
  }

  private clear(): void {
    this.pieces = []
    this.kept = 0
  }
}

function readHeader(header: RegExpExecArray): Announced {
  const size = Number(header[2])
  if (size > MAX_NUMBER64) throw new Malformed('Literal size out of range')
  return { size, sync: header[3] === '', binary: header[1] === '~' }
}

/** Every literal of an APPEND or a REPLACE is a message, except the name of its mailbox. */
function isMessage(pieces: readonly (string | Literal)[]): boolean {
  const [first] = pieces
  const target = typeof first === 'string' && BRINGING.exec(first)
  return target !== false && target !== null && (pieces.length > 1 || target[1] !== '')
}

/** Up to where the name of the mailbox begins, and what stands there: nothing before a literal. */
const BRINGING = /^\S+ +(?:append|(?:uid +)?replace +[\d*]+) +(\S?)/i
