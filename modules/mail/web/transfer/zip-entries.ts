import { Unzip, UnzipInflate } from 'fflate'

/** A file in a ZIP: its content is to be read to its end before the next entry is asked for. */
export interface ZipEntry {
  readonly name: string
  readonly chunks: AsyncIterable<Uint8Array<ArrayBuffer>>
}

/** It unzips to more than any mail does: made to be too much, or of something else. */
export class ZipBomb extends Error {}

const MAX_ENTRIES = 100_000
/** Mail of text alone comes to a tenth of its size; no honest archive to a hundredth. */
const MAX_RATIO = 100
const ALWAYS_ALLOWED = 16 * 1024 * 1024
/** Pushed at once: what comes of it is held, a thousand times as much at the worst. */
const PUSHED = 16 * 1024

/**
 * The entries of a ZIP that are wanted, one after the other while it is read: neither the archive nor an entry is ever
 * held whole.
 */
export async function* zipEntries(
  source: AsyncIterable<Uint8Array<ArrayBuffer>>,
  isWanted: (name: string) => boolean,
): AsyncGenerator<ZipEntry> {
  const reader = new Reader(source, isWanted)
  for (let entry = await reader.next(); entry; entry = await reader.next()) {
    yield { name: entry.name, chunks: reader.chunksOf(entry) }
    // What was not read of it is passed over.
    for await (const _ of reader.chunksOf(entry));
  }
}

interface Found {
  readonly name: string
  readonly waiting: Uint8Array<ArrayBuffer>[]
  isWhole: boolean
}

class Reader {
  readonly #pieces: AsyncGenerator<Uint8Array<ArrayBuffer>>
  readonly #unzip = new Unzip()
  readonly #found: Found[] = []
  #entries = 0
  #read = 0
  #unzipped = 0
  #isOver = false

  constructor(source: AsyncIterable<Uint8Array<ArrayBuffer>>, isWanted: (name: string) => boolean) {
    this.#pieces = piecesOf(source)
    this.#unzip.register(UnzipInflate)
    this.#unzip.onfile = file => {
      if (++this.#entries > MAX_ENTRIES) throw new ZipBomb('too many entries')
      if (!isWanted(file.name)) return
      const entry: Found = { name: file.name, waiting: [], isWhole: false }
      file.ondata = (error, chunk, isLast) => {
        if (error) throw error
        this.#weigh(chunk.length)
        if (chunk.length > 0) entry.waiting.push(chunk.slice())
        entry.isWhole = isLast
      }
      this.#found.push(entry)
      file.start()
    }
  }

  async next(): Promise<Found | null> {
    while (this.#found.length === 0 && !this.#isOver) await this.#push()
    if (this.#entries === 0) throw new Error('there is nothing in it, or it is no archive')
    return this.#found.shift() ?? null
  }

  async *chunksOf(entry: Found): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (;;) {
      const chunk = entry.waiting.shift()
      if (chunk) yield chunk
      else if (entry.isWhole) return
      else if (this.#isOver) throw new Error('the archive is cut')
      else await this.#push()
    }
  }

  async #push(): Promise<void> {
    const { value, done } = await this.#pieces.next()
    this.#isOver = done === true
    this.#read += value?.length ?? 0
    this.#unzip.push(value ?? new Uint8Array(), this.#isOver)
  }

  #weigh(length: number): void {
    this.#unzipped += length
    if (this.#unzipped > ALWAYS_ALLOWED + MAX_RATIO * this.#read) throw new ZipBomb('it unzips to too much')
  }
}

async function* piecesOf(
  source: AsyncIterable<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for await (const chunk of source)
    for (let at = 0; at < chunk.length; at += PUSHED) yield chunk.subarray(at, at + PUSHED)
}
