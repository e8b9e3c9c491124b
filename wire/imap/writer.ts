import { MAX_QUOTED } from './limits.ts'
import { writeMailboxName } from './mailbox-name.ts'

/** Bytes that pass through from where they are kept, of a size known beforehand. */
export interface Passage {
  readonly size: number
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

/** What goes on the wire, in order. A string is written as UTF-8. */
export type Piece = string | Buffer | Passage

export interface WriteOptions {
  /** Quoted strings and mailbox names may be UTF-8: after ENABLE IMAP4rev2 or UTF8=ACCEPT. */
  readonly utf8?: boolean
  /** The mark of a client's literal that does not wait (RFC 7888). A server writes none. */
  readonly literal?: '' | '+'
}

/** Gathers what is to be written, choosing for each string the shortest form that can hold it. */
export class Writer {
  utf8: boolean
  private readonly mark: '' | '+'
  private pieces: Piece[] = []
  private pending = ''

  constructor(options: WriteOptions = {}) {
    this.utf8 = options.utf8 ?? false
    this.mark = options.literal ?? ''
  }

  /** All pieces since the last take. */
  take(): Piece[] {
    this.flush()
    const taken = this.pieces
    this.pieces = []
    return taken
  }

  text(text: string): this {
    this.pending += text
    return this
  }

  line(text: string): this {
    return this.text(`${text}\r\n`)
  }

  /** RFC 9051 §9 (string) */
  string(value: string | Buffer): this {
    // Nearly all of them; the rest is looked at more closely.
    if (typeof value === 'string' && value.length <= MAX_QUOTED && PLAIN.test(value))
      return this.text(`"${value}"`)
    const text = this.quotable(value)
    return text === undefined ? this.literal(octetsOf(value)) : this.text(quote(text))
  }

  nstring(value: string | Buffer | null | undefined): this {
    return value === null || value === undefined ? this.text('NIL') : this.string(value)
  }

  /** RFC 9051 §9 (astring). NIL is quoted because some clients take the atom for nothing. */
  astring(value: string): this {
    const bare = /^[^\x00-\x20"%*(){\\\x7f-\uffff]+$/.test(value) && !/^nil$/i.test(value)
    return bare && value.length <= MAX_QUOTED ? this.text(value) : this.string(value)
  }

  mailbox(name: string): this {
    return this.astring(writeMailboxName(name, this.utf8))
  }

  literal(bytes: Buffer | Passage, binary = false): this {
    const size = Buffer.isBuffer(bytes) ? bytes.length : bytes.size
    this.text(`${binary ? '~' : ''}{${size}${this.mark}}\r\n`)
    this.flush()
    this.pieces.push(bytes)
    return this
  }

  /** The values of a list with spaces between them. */
  each<T>(values: Iterable<T>, write: (value: T) => unknown): this {
    let first = true
    for (const value of values) {
      if (!first) this.text(' ')
      first = false
      write(value)
    }
    return this
  }

  list<T>(values: Iterable<T>, write: (value: T) => unknown): this {
    return this.text('(').each(values, write).text(')')
  }

  private flush(): void {
    if (this.pending) this.pieces.push(this.pending)
    this.pending = ''
  }

  private quotable(value: string | Buffer): string | undefined {
    if (value.length > MAX_QUOTED) return undefined
    const text = typeof value === 'string' ? value : value.toString('latin1')
    if (/^[\x01-\x09\x0b\x0c\x0e-\x7f]*$/.test(text)) return text
    const utf8 = this.utf8 && typeof value === 'string' && !/[\0\r\n]/.test(value) && value.isWellFormed()
    return utf8 ? text : undefined
  }
}

/** The bytes of pieces that hold no passage. */
export function bytesOf(pieces: readonly Piece[]): Buffer {
  return Buffer.concat(
    pieces.map(piece => {
      if (typeof piece === 'string') return Buffer.from(piece)
      if (Buffer.isBuffer(piece)) return piece
      throw new Error('a passage is not in memory')
    }),
  )
}

/** What stands between quotes as it is. */
const PLAIN = /^[\x01-\x09\x0b\x0c\x0e-\x21\x23-\x5b\x5d-\x7f]*$/

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** RFC 9051 §9 (CHAR8): a literal holds no NUL. */
function octetsOf(value: string | Buffer): Buffer {
  const octets = typeof value === 'string' ? Buffer.from(value) : value
  return octets.includes(0) ? Buffer.from(octets.filter(octet => octet !== 0)) : octets
}
