import { readMbox } from '../../../../wire/mbox/read.ts'

/** A message that a file holds, and how far into the file it ends. */
export interface FoundMessage {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly date: Date | null
  readonly keywords: readonly string[]
  readonly isCut: boolean
  /** Bytes of the file that have been read. */
  readonly read: number
}

/** Files that may hold messages; what else was dropped is left. */
export const isOfMessages = ({ name, type }: File): boolean =>
  /\.(?:eml|mbox|mbx)$/i.test(name) || /^(?:message\/rfc822|application\/mbox)$/.test(type)

/** The messages of a file, one after the other: a file of gigabytes is never held whole. */
export async function* messagesOf(file: File, maxBytes: number): AsyncGenerator<FoundMessage> {
  if (/\.eml$/i.test(file.name) || file.type === 'message/rfc822') {
    const isCut = file.size > maxBytes
    const bytes = new Uint8Array(isCut ? new ArrayBuffer() : await file.arrayBuffer())
    yield { bytes, date: null, keywords: ['$seen'], isCut, read: file.size }
    return
  }
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
  for await (const { bytes, ...rest } of readMbox(counted(), maxBytes))
    yield { ...rest, bytes: bytes.slice(), read }
}
