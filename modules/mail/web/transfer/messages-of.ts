import { readMbox } from '../../../../wire/mbox/read.ts'
import { ZipBomb, zipEntries } from './zip-entries.ts'

/** A message that a file holds, and how far into the file it ends. */
export interface FoundMessage {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly date: Date | null
  readonly keywords: readonly string[]
  readonly isCut: boolean
  /** Bytes of the file that have been read. */
  readonly read: number
}

/** A file, or what remains of it, that cannot be read: cut, or not what its name says. */
export class Unreadable extends Error {}

type Chunks = AsyncIterable<Uint8Array<ArrayBuffer>>

const isLetter = (name: string): boolean => /\.eml$/i.test(name)
/** Thunderbird keeps its folders in files without an ending: `Inbox`, `Sent`. */
const isMbox = (name: string): boolean => /\.(?:mbox|mbx)$/i.test(name) || !name.includes('.')
/** What a Mac adds to an archive under the names of its files. */
const isHidden = (name: string): boolean => /(?:^|\/)(?:__MACOSX\/|\._)/.test(name)

const isZip = ({ name, type }: File): boolean =>
  /\.zip$/i.test(name) || /^application\/(?:x-)?zip(?:-compressed)?$/.test(type)

/** Files that may hold messages; what else was dropped is left. */
export const isOfMessages = (file: File): boolean =>
  isLetter(file.name) ||
  isMbox(file.name) ||
  isZip(file) ||
  /^(?:message\/rfc822|application\/mbox)$/.test(file.type)

/** The messages of a file, one after the other: a file of gigabytes is never held whole. */
export async function* messagesOf(file: File, maxBytes: number): AsyncGenerator<FoundMessage> {
  let read = 0
  const counted = async function* () {
    // A browser may lack the iteration of streams.
    const reader = file.stream().getReader()
    try {
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        read += chunk.value.length
        yield chunk.value
      }
    } finally {
      await reader.cancel()
    }
  }
  const messages = inside(file, counted(), maxBytes)
  try {
    for (;;) {
      const { value, done } = await messages.next().catch(cause => {
        throw cause instanceof ZipBomb ? cause : new Unreadable(file.name, { cause })
      })
      if (done) return
      yield { ...value, read }
    }
  } finally {
    await messages.return(undefined)
  }
}

type Inside = AsyncGenerator<Omit<FoundMessage, 'read'>>

async function* inside(file: File, chunks: Chunks, maxBytes: number): Inside {
  if (isZip(file))
    for await (const entry of zipEntries(chunks, name => !isHidden(name) && (isLetter(name) || isMbox(name))))
      yield* isLetter(entry.name) ? letterIn(entry.chunks, maxBytes) : mboxIn(entry.chunks, maxBytes)
  else if (isLetter(file.name) || file.type === 'message/rfc822') yield* letterIn(chunks, maxBytes)
  else yield* mboxIn(chunks, maxBytes)
}

async function* letterIn(chunks: Chunks, maxBytes: number): Inside {
  const kept: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const chunk of chunks) {
    size += chunk.length
    if (size <= maxBytes) kept.push(chunk)
  }
  const isCut = size > maxBytes
  const bytes = new Uint8Array(isCut ? new ArrayBuffer() : await new Blob(kept).arrayBuffer())
  yield { bytes, date: null, keywords: ['$seen'], isCut }
}

async function* mboxIn(chunks: Chunks, maxBytes: number): Inside {
  // Where nothing is said of reading, it is an archive: thousands of unread letters help nobody.
  for await (const { bytes, keywords, isDeleted, ...rest } of readMbox(chunks, maxBytes))
    if (!isDeleted) yield { ...rest, keywords: keywords ?? ['$seen'], bytes: bytes.slice() }
}
