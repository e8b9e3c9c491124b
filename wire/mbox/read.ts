import { isMark, type Marks, marksOf } from './status.ts'

/** A message of an mbox. */
export interface MboxMessage {
  /** With CRLF, without what the file added. */
  readonly bytes: Uint8Array
  /** Of the separator; null where it says no time. */
  readonly date: Date | null
  /** JMAP keywords that the file keeps; null where it says nothing of them. */
  readonly keywords: Marks['keywords']
  /** Its program has deleted it, and only not yet taken it out of the file. */
  readonly isDeleted: boolean
  /** It is longer than allowed, and `bytes` its beginning. */
  readonly isCut: boolean
}

const LF = 10
const CR = 13
const SEPARATOR =
  /^From (?:.*\s)?(?:\w{3} +\w{3} +\d{1,2} +\d{1,2}:\d{2}(?::\d{2})? .*\d{4})\s*(?:[+-]\d{4})?\s*$/

/**
 * Reads a file of any length, a message at a time. A separator says a time after `From `, and stands at the beginning or
 * behind an empty line: programs that forget to quote «From time to time» are legion. What stands before the first
 * separator is a message when it looks like one (a single .eml).
 */
export async function* readMbox(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<MboxMessage> {
  let message: Collected | null = null
  let isAfterEmpty = true
  for await (const line of linesOf(source, maxBytes)) {
    const separator = isAfterEmpty ? readSeparator(line) : null
    if (separator) {
      if (message) yield message.finish()
      message = new Collected(separator.date, maxBytes)
    } else if (message || line.length > 0) {
      message ??= new Collected(null, maxBytes)
      message.add(line)
    }
    isAfterEmpty = line.length === 0
  }
  if (message) yield message.finish()
}

/** Lines without their ends; of one that is too long, the pieces. */
async function* linesOf(source: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Uint8Array> {
  // The beginning of a line in as many chunks as it has come in: they are joined once its end is there.
  let rest: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    let bytes = chunk
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF)) {
      const ending = bytes.subarray(0, end)
      const line = rest.length === 0 ? ending : joined([...rest, ending])
      yield line.at(-1) === CR ? line.subarray(0, -1) : line
      bytes = bytes.subarray(end + 1)
      rest = []
      size = 0
    }
    rest.push(bytes.slice())
    size += bytes.length
    if (size <= maxBytes) continue
    yield joined(rest)
    rest = []
    size = 0
  }
  if (size > 0) yield joined(rest)
}

function readSeparator(line: Uint8Array): { readonly date: Date | null } | null {
  if (line.length < 10 || line.length > 500 || !startsWith(line, 'From ')) return null
  const text = ascii(line)
  if (!SEPARATOR.test(text)) return null
  const [, at] = /(\w{3} +\w{3} +\d{1,2} +\d{1,2}:\d{2}.*)$/.exec(text) ?? []
  // RFC 4155 §A: a time without a zone is UTC.
  const zoned = at === undefined || /(?:[+-]\d{4}|GMT|UTC)/.test(at) ? at : `${at} UTC`
  const date = new Date(zoned ?? Number.NaN)
  return { date: Number.isNaN(date.getTime()) ? null : date }
}

/** The lines of one message. */
class Collected {
  readonly #date: Date | null
  readonly #maxBytes: number
  readonly #lines: Uint8Array[] = []
  readonly #status: string[] = []
  #size = 0
  #isCut = false

  constructor(date: Date | null, maxBytes: number) {
    this.#date = date
    this.#maxBytes = maxBytes
  }

  add(line: Uint8Array): void {
    // What the file added stands before all that the message says.
    if (this.#lines.length === 0 && isMark(ascii(line.subarray(0, 30)))) {
      this.#status.push(ascii(line))
      return
    }
    const unquoted = isQuoted(line) ? line.subarray(1) : line
    this.#size += unquoted.length + 2
    if (this.#size > this.#maxBytes) this.#isCut = true
    else this.#lines.push(unquoted.slice())
  }

  finish(): MboxMessage {
    // The empty line before the next separator is the file's.
    if (this.#lines.at(-1)?.length === 0) this.#lines.pop()
    const ended = this.#lines.flatMap(line => [line, CRLF])
    return { bytes: joined(ended), date: this.#date, ...marksOf(this.#status), isCut: this.#isCut }
  }
}

const CRLF = Uint8Array.of(CR, LF)
const GREATER = '>'.charCodeAt(0)

/** `>From `, `>>From `… */
function isQuoted(line: Uint8Array): boolean {
  if (line[0] !== GREATER) return false
  let at = 0
  while (line[at] === GREATER) at++
  return startsWith(line.subarray(at, at + 5), 'From ')
}

const startsWith = (line: Uint8Array, text: string): boolean =>
  line.length >= text.length && ascii(line.subarray(0, text.length)) === text

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
