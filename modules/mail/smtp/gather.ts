import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../../lib/config.ts'
import { MAX_RETURNED_BYTES } from './limits.ts'

/** A message that has come, to be read as often as is needed before it is kept: what is put on top of it depends on it. */
export interface Gathered {
  readonly size: number
  /** The whole of it, where it is small. */
  readonly bytes: Buffer | null
  read(): AsyncIterable<Buffer>
  discard(): Promise<void>
}

/** Messages up to this many bytes wait in memory, others in a file. */
const MEMORY_BYTES = MAX_RETURNED_BYTES

export async function gather(config: Pick<Config, 'data'>, chunks: AsyncIterable<Buffer>): Promise<Gathered> {
  const head: Buffer[] = []
  let size = 0
  const iterator = chunks[Symbol.asyncIterator]()
  while (size <= MEMORY_BYTES) {
    const { value, done } = await iterator.next()
    if (done) return inMemory(Buffer.concat(head))
    head.push(value)
    size += value.length
  }
  const rest = { [Symbol.asyncIterator]: () => iterator }
  try {
    return await inFile(join(config.data, 'tmp', randomUUID()), head, rest)
  } catch (error) {
    // Lets go of the stream, whose rest is read to its end before the client has its answer.
    await iterator.return?.(undefined)
    throw error
  }
}

const inMemory = (bytes: Buffer): Gathered => ({
  size: bytes.length,
  bytes,
  async *read() {
    yield bytes
  },
  discard: async () => {},
})

async function inFile(path: string, head: readonly Buffer[], rest: AsyncIterable<Buffer>): Promise<Gathered> {
  const discard = () => rm(path, { force: true })
  const file = await open(path, 'wx', 0o600)
  try {
    const size = await write(file, head, rest)
    return { size, bytes: null, read: () => createReadStream(path), discard }
  } catch (error) {
    await discard()
    throw error
  } finally {
    await file.close()
  }
}

async function write(
  file: FileHandle,
  head: readonly Buffer[],
  rest: AsyncIterable<Buffer>,
): Promise<number> {
  let size = 0
  const put = async (chunk: Buffer) => {
    await file.appendFile(chunk)
    size += chunk.length
  }
  for (const chunk of head) await put(chunk)
  for await (const chunk of rest) await put(chunk)
  return size
}
