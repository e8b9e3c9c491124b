import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { replies } from '../../../wire/smtp/replies.ts'
import { MAX_HEADER_BYTES } from './limits.ts'
import { Refusal } from './refusal.ts'

/**
 * Reads a message as it arrives. Whatever `work` makes of it, the rest is read to its end before the answer goes out:
 * a client listens only then.
 */
export async function readContent<T>(
  stream: Readable,
  limit: number,
  work: (chunks: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  try {
    return await work(lawful(stream, limit))
  } finally {
    stream.resume()
    // A client that went away has no use for an answer; `work` has failed by then.
    await finished(stream, { writable: false }).catch(() => {})
  }
}

const CR = 0x0d
const LF = 0x0a

/**
 * Refuses a CR or LF that stands alone: servers that take one for the end of a line read other commands out of the
 * same bytes than those that do not. RFC 5321 §2.3.8
 */
async function* lawful(stream: Readable, limit: number): AsyncGenerator<Buffer> {
  let previous = 0
  let size = 0
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new Refusal(replies.tooLarge)
    for (const byte of chunk) {
      if ((byte === LF) !== (previous === CR)) throw new Refusal(replies.bareLineEnd)
      previous = byte
    }
    yield chunk
  }
  if (previous === CR) throw new Refusal(replies.bareLineEnd)
}

export interface Content {
  /** The fields, each with its end, without the empty line. */
  readonly header: Buffer
  /** From the empty line on; read to its end, or let go of. */
  readonly body: AsyncIterable<Buffer>
}

const BLANK_LINE = Buffer.from('\r\n\r\n')

/** Waits for the header, which is looked at and added to; the body streams by. */
export async function splitContent(chunks: AsyncIterable<Buffer>): Promise<Content> {
  const iterator = chunks[Symbol.asyncIterator]()
  const rest = { [Symbol.asyncIterator]: () => iterator }
  const head = new Head()
  while (head.end === -1) {
    const { value, done } = await iterator.next()
    if (done) return { header: head.whole(), body: follow(Buffer.alloc(0), rest) }
    head.add(value)
    if (head.end === -1 && head.size > MAX_HEADER_BYTES) {
      await letGo(rest)
      throw new Refusal(replies.largeHeader)
    }
  }
  const whole = head.whole()
  return { header: whole.subarray(0, head.end), body: follow(whole.subarray(head.end), rest) }
}

/** A client may send octet by octet: so many pieces are kept apart. */
const MAX_PIECES = 1000

/** The beginning of a message in the pieces in which it comes; each octet is looked at once. */
class Head {
  size = 0
  /** Where the empty line begins; -1 while it has not come. */
  end = -1
  #pieces: Buffer[] = []
  /** The last octets, with which an empty line may begin. */
  #last = Buffer.alloc(0)

  add(piece: Buffer): void {
    const looked = Buffer.concat([this.#last, piece])
    const from = this.size - this.#last.length
    const at = looked.indexOf(BLANK_LINE)
    if (at !== -1) this.end = from + at + 2
    if (from === 0 && looked[0] === CR && looked[1] === LF) this.end = 0
    this.size += piece.length
    this.#last = looked.subarray(-(BLANK_LINE.length - 1))
    if (this.#pieces.push(piece) > MAX_PIECES) this.#pieces = [this.whole()]
  }

  whole(): Buffer {
    return Buffer.concat(this.#pieces)
  }
}

/** The header alone. */
export async function readHead(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const { header, body } = await splitContent(chunks)
  await letGo(body)
  return header
}

/** All but the header. */
export const readBody = async (chunks: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer>> =>
  (await splitContent(chunks)).body

/** Closes what the chunks come from, even where none was read: a generator would not, before its first. */
export function follow(first: Buffer, rest: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const after = rest[Symbol.asyncIterator]()
  let isFirst = true
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        if (!isFirst) return after.next()
        isFirst = false
        return { value: first, done: false }
      },
      async return() {
        await after.return?.()
        return { value: undefined, done: true }
      },
    }),
  }
}

/** Nobody reads the rest. */
export async function letGo(chunks: AsyncIterable<Buffer>): Promise<void> {
  await chunks[Symbol.asyncIterator]().return?.()
}
