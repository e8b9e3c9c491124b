import { isUtf8 } from 'node:buffer'
import { Malformed } from '../../lib/errors.ts'

/** A command and its arguments. RFC 5804 §4 */
export interface Request {
  /** In upper case; '' where the client answers a challenge with a string alone. */
  readonly name: string
  readonly arguments: readonly (string | number)[]
}

/** Octets of a string: a script, or less. */
export const MAX_STRING = 256 * 1024
/** Octets of a line without its literals. */
const MAX_LINE = 8192
const MAX_ARGUMENTS = 10
/** A client may send octet by octet: so many are kept apart. */
const MAX_PIECES = 1000

/** What was said so badly that nobody knows where it ends: the connection cannot go on. */
export class Unreadable extends Malformed {}

/** Requests out of octets as they come: what has been read of one is not read again when more comes. */
export class RequestReader {
  /** Octets that no request has been made of. */
  waiting = 0
  private bytes = Buffer.alloc(0)
  private at = 0
  private pieces: Buffer[] = []
  private added = 0
  /** Octets without which there is nothing new to read. */
  private needed = 0
  private name: string | null = null
  private given: (string | number)[] = []

  add(octets: Buffer): void {
    this.pieces.push(octets)
    this.added += octets.length
    this.waiting += octets.length
    if (this.pieces.length > MAX_PIECES) this.pieces = [Buffer.concat(this.pieces)]
  }

  /** The next request; null while its end has not come. */
  next(): Request | null {
    if (this.bytes.length - this.at + this.added < this.needed) return null
    if (this.pieces.length > 0) this.join()
    this.needed = 0
    return this.request()
  }

  private join(): void {
    this.bytes = Buffer.concat([this.bytes.subarray(this.at), ...this.pieces])
    this.pieces = []
    this.at = this.added = 0
  }

  private request(): Request | null {
    this.name ??= this.word()
    if (this.name === null) return null
    for (;;) {
      this.blanks()
      const end = this.lineEnd()
      if (end === null) return null
      if (end) return this.finish(this.name.toUpperCase())
      if (this.given.length >= MAX_ARGUMENTS) throw new Unreadable('Too many arguments')
      const argument = this.argument()
      if (argument === null) return null
      this.given.push(argument)
    }
  }

  private finish(name: string): Request {
    const request = { name, arguments: this.given }
    this.name = null
    this.given = []
    this.waiting = this.bytes.length - this.at
    return request
  }

  private word(): string | null {
    const text = this.ahead()
    const word = /^[A-Za-z]*/.exec(text)![0]
    if (word.length === text.length) return this.wait()
    this.at += word.length
    return word
  }

  private blanks(): void {
    while (this.bytes[this.at] === SPACE) this.at++
  }

  /** Null while it cannot be said. */
  private lineEnd(): boolean | null {
    if (this.at >= this.bytes.length) return this.wait()
    if (this.bytes[this.at] === LF) {
      this.at += 1
      return true
    }
    if (this.bytes[this.at] !== CR) return false
    if (this.at + 1 >= this.bytes.length) return null
    if (this.bytes[this.at + 1] !== LF) throw new Unreadable('A line ends with CR LF')
    this.at += 2
    return true
  }

  private argument(): string | number | null {
    const octet = this.bytes[this.at]
    if (octet === QUOTE) return this.quoted()
    if (octet === BRACE) return this.literal()
    return this.number()
  }

  private quoted(): string | null {
    const start = this.at + 1
    for (let i = start; i < this.bytes.length; i++) {
      if (i - start > MAX_LINE) throw new Unreadable('A quoted string is too long')
      if (this.bytes[i] === BACKSLASH) i++
      else if (this.bytes[i] === QUOTE) {
        this.at = i + 1
        return decode(this.bytes.subarray(start, i)).replace(/\\(["\\])/g, '$1')
      } else if (this.bytes[i] === LF) throw new Unreadable('A quoted string has no end')
    }
    return this.wait()
  }

  // RFC 5804 §4 (literal-c2s); some clients forget the plus.
  private literal(): string | null {
    const text = this.ahead()
    const head = /^\{(\d{1,9})\+?\}\r?\n/.exec(text)
    if (!head) {
      if (/^\{\d{0,9}\+?\}?\r?$/.test(text)) return this.wait()
      throw new Unreadable('This is no literal')
    }
    const size = Number(head[1])
    if (size > MAX_STRING) throw new Unreadable(`A literal holds ${MAX_STRING} octets at most`)
    const start = this.at + head[0].length
    if (this.bytes.length < start + size) {
      this.needed = head[0].length + size
      return null
    }
    this.at = start + size
    return decode(this.bytes.subarray(start, this.at))
  }

  private number(): number | null {
    const text = this.ahead()
    const digits = /^\d{1,10}/.exec(text)?.[0]
    if (digits === undefined) throw new Unreadable('A string or a number is expected')
    if (digits.length === text.length) return this.wait()
    this.at += digits.length
    return Number(digits)
  }

  private ahead(): string {
    return this.bytes.toString('latin1', this.at, this.at + 64)
  }

  private wait(): null {
    if (this.bytes.length - this.at > MAX_LINE) throw new Unreadable('The line is too long')
    return null
  }
}

const SPACE = 0x20
const CR = 0x0d
const LF = 0x0a
const QUOTE = 0x22
const BRACE = 0x7b
const BACKSLASH = 0x5c

function decode(octets: Buffer): string {
  if (!isUtf8(octets)) throw new Unreadable('A string is UTF-8')
  return octets.toString()
}

export const writeRequest = ({ name, arguments: given }: Request): string =>
  `${[name, ...given.map(writeArgument)].filter(word => word !== '').join(' ')}\r\n`

const writeArgument = (value: string | number): string =>
  typeof value === 'number' ? String(value) : `{${Buffer.byteLength(value)}+}\r\n${value}`
