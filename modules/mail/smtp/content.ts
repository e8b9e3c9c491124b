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
  let head = Buffer.alloc(0)
  let end = -1
  while (end === -1) {
    const { value, done } = await iterator.next()
    if (done) return { header: head, body: follow(Buffer.alloc(0), rest) }
    const searched = Math.max(0, head.length - BLANK_LINE.length)
    head = Buffer.concat([head, value])
    end = endOfHeader(head, searched)
    if (end === -1 && head.length > MAX_HEADER_BYTES) {
      await letGo(rest)
      throw new Refusal(replies.largeHeader)
    }
  }
  return { header: head.subarray(0, end), body: follow(head.subarray(end), rest) }
}

/** Where the empty line begins; -1 while it has not come. */
function endOfHeader(head: Buffer, from: number): number {
  if (head[0] === CR && head[1] === LF) return 0
  const at = head.indexOf(BLANK_LINE, from)
  return at === -1 ? -1 : at + 2
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
