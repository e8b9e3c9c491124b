import { PassThrough, type Writable } from 'node:stream'
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js'
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { replies } from '../../../wire/smtp/replies.ts'
import type { reply } from '../../../wire/smtp/reply.ts'
import { refusalOf } from './refusal.ts'

// What smtp-server lacks of RFC 3030: BDAT hands a message over in pieces whose size is said before, so that nothing in
// it can be taken for an end. Both classes stand on the library's own seams (a parser made by `_createParser`, a command
// found as `handler_…`, a data mode during which the parser leaves bytes alone); its version is pinned.
//
//   BDAT 5\r\nhelloBDAT 0 LAST\r\n     parser: line ─▶ handler_BDAT ─▶ takeChunk(5) ─▶ … ─▶ 250 ─▶ next line

/** Reads commands, and between them pieces of so many bytes. */
class ChunkStream extends SMTPStream {
  #chunk: { left: number; readonly to: Writable | null; readonly done: (next: () => void) => void } | null =
    null

  /** Gives the next bytes to `to`, or to nobody; `done` is called after the last one, and calls for the next command. */
  takeChunk(size: number, to: Writable | null, done: (next: () => void) => void): void {
    this.#chunk = { left: size, to, done }
    this._dataMode = true
  }

  override _write(
    bytes: Buffer,
    encoding: BufferEncoding | 'buffer',
    next: (error?: Error | null) => void,
  ): void {
    const chunk = this.#chunk
    if (!chunk || this.isClosed) {
      super._write(bytes, encoding, next)
      return
    }
    const piece = bytes.subarray(0, chunk.left)
    const rest = bytes.subarray(piece.length)
    chunk.left -= piece.length
    const go = () => (chunk.left > 0 ? next() : this.#end(rest, next))
    if (!chunk.to || piece.length === 0 || chunk.to.destroyed || chunk.to.write(piece)) go()
    else awaitRoom(chunk.to, go)
  }

  #end(rest: Buffer, next: (error?: Error | null) => void): void {
    const { done } = this.#chunk!
    this.#chunk = null
    this._dataMode = false
    this._remainder = ''
    done(() => this._write(rest, 'buffer', next))
  }
}

/** A stream that is destroyed never drains, it only closes. */
function awaitRoom(stream: Writable, go: () => void): void {
  const once = () => {
    stream.removeListener('drain', once)
    stream.removeListener('close', once)
    go()
  }
  stream.once('drain', once)
  stream.once('close', once)
}

/** A message that comes in pieces, and what `onData` says of it once it is whole. */
interface Pieces {
  readonly content: PassThrough
  readonly outcome: Promise<Outcome>
  size: number
}

type Outcome = { readonly error: Error | null; readonly text: string }

const BDAT = /^BDAT (\d{1,15})( LAST)?$/i

/** Commands that have no place between two pieces of a message. RFC 3030 §2 */
const MISPLACED = new Set(['MAIL', 'RCPT', 'DATA', 'STARTTLS'])

export class ChunkingConnection extends SMTPConnection {
  #pieces: Pieces | null = null

  override _createParser(): SMTPStream {
    // What the library's own method does, with a parser that knows pieces.
    const parser = new ChunkStream({ maxCommandLength: this._server.options.maxCommandLength ?? 0 })
    parser.oncommand = (command, callback) => this._onCommand(command, callback)
    parser.on('error', error => this.send(421, `Error: ${error.message}`))
    return parser
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    const name = command.toString('latin1').split(' ', 1)[0]!.toUpperCase()
    if (this.#pieces && MISPLACED.has(name)) {
      this.send(503, 'Error: a message is on its way by BDAT')
      callback?.()
    } else super._onCommand(command, callback)
  }

  // RFC 3030 §2
  handler_BDAT(command: Buffer, next: () => void): void {
    const [, digits = '', last] = BDAT.exec(command.toString('latin1').trim()) ?? []
    const parser = this._parser
    // Where the bytes end is not known, so neither is where the next command begins.
    if (digits === '' || !(parser instanceof ChunkStream)) {
      this.send(421, 'Error: syntax: BDAT size [LAST]')
      return
    }
    const size = Number(digits)
    const pieces = this.#admit(size)
    const answer = (go: () => void) => {
      if (!pieces) go()
      else if (last) this.#finish(pieces, go)
      else {
        this.send(250, `${size} octets received`, 'DATA_OK')
        go()
      }
    }
    if (size === 0) answer(next)
    else {
      parser.takeChunk(size, pieces?.content ?? null, answer)
      next()
    }
  }

  /** The message that a piece belongs to; null when it is refused, and its bytes lead nowhere. */
  #admit(size: number): Pieces | null {
    if (this.session.envelope.rcptTo.length === 0) {
      this.send(503, 'Error: need RCPT command')
      return null
    }
    this.#pieces ??= this.#begin()
    const pieces = this.#pieces
    pieces.size += size
    if (!this._isOversized(pieces.size)) return pieces
    this._resetSession()
    this.#refuse(replies.tooLarge)
    return null
  }

  #begin(): Pieces {
    const content = new PassThrough()
    const stream = Object.assign(content, { byteLength: 0, sizeExceeded: false })
    const outcome = new Promise<Outcome>(resolve => {
      this._server.onData(stream, this.session, (error, text) =>
        resolve({ error: error ?? null, text: typeof text === 'string' ? text : '' }),
      )
    })
    return { content, outcome, size: 0 }
  }

  #finish({ content, outcome }: Pieces, go: () => void): void {
    content.end()
    // The client waits for us now: its idle time does not count.
    this._handlerPending = true
    outcome.then(({ error, text }) => {
      this._handlerPending = false
      this.#pieces = null
      if (error) this.#refuse(refusalOf(error).reply)
      else this.send(250, text, 'DATA_OK')
      this._transactionCounter++
      this._resetSession()
      go()
    })
  }

  #refuse({ code, status, lines }: ReturnType<typeof reply>): void {
    this.send(code, [status, ...lines].filter(Boolean).join(' '))
  }

  /** RSET, EHLO and the end of a transaction: what has come so far is forgotten. */
  override _resetSession(): void {
    this.#giveUp()
    super._resetSession()
  }

  override _onClose(): void {
    this.#giveUp()
    super._onClose()
  }

  #giveUp(): void {
    const content = this.#pieces?.content
    this.#pieces = null
    if (content && !content.writableEnded)
      content.destroy(Object.assign(new Error('the message was given up'), { code: 'ECONNECTION' }))
  }
}
