import { isUtf8 } from 'node:buffer'
import type { Frame, Literal } from './frame.ts'
import { MAX_DEPTH, MAX_LIST, MAX_NUMBER, MAX_NUMBER64 } from './limits.ts'
import { readMailboxName } from './mailbox-name.ts'
import { BadCommand } from './malformed.ts'

export interface ReadOptions {
  /** Mailbox names are UTF-8: after ENABLE IMAP4rev2 or UTF8=ACCEPT. Otherwise they are modified UTF-7. */
  readonly utf8?: boolean
}

/**
 * Descent through one frame: each method reads one rule of RFC 9051 §9 and moves on, or throws BadCommand.
 * It is tolerant where clients are: letter case, repeated spaces, spaces at the end.
 */
export class Reader {
  private readonly pieces: Frame['pieces']
  private readonly utf8: boolean
  private piece = 0
  private at = 0
  private depth = 0

  constructor(frame: Frame, options: ReadOptions = {}) {
    this.pieces = frame.pieces
    this.utf8 = options.utf8 ?? false
  }

  /** What `pattern` (sticky) matches here, or undefined. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.at += found.length
    return found
  }

  need(pattern: RegExp, what: string): string {
    return this.match(pattern) ?? this.fail(`${what} expected`)
  }

  /** Takes `text`, in any letter case, if it stands here. */
  take(text: string): boolean {
    const here = this.text.slice(this.at, this.at + text.length)
    if (here.toUpperCase() !== text.toUpperCase()) return false
    this.at += text.length
    return true
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail(`${JSON.stringify(text)} expected`)
  }

  sees(text: string): boolean {
    return this.text.startsWith(text, this.at)
  }

  space(): void {
    this.need(/ +/y, 'Space')
  }

  /** Takes the space before an optional argument; false at the end of the command. */
  more(): boolean {
    this.match(/ +/y)
    return !this.atEnd()
  }

  atEnd(): boolean {
    return this.at === this.text.length && this.piece === this.pieces.length - 1
  }

  end(): void {
    this.match(/ +/y)
    if (!this.atEnd()) this.fail('End of command expected')
  }

  tag(): string {
    return this.need(/[^\x00-\x20"%*+(){\\\x7f-\xff]+/y, 'Tag')
  }

  atom(what = 'Atom'): string {
    return this.need(/[^\x00-\x20"%*(){\]\\\x7f-\xff]+/y, what)
  }

  /** A word of a vocabulary, in upper case. */
  keyword(what = 'Keyword'): string {
    return this.need(/[A-Za-z0-9][A-Za-z0-9.:_=+/-]*/y, what).toUpperCase()
  }

  number(max = MAX_NUMBER): number {
    const digits = this.need(/\d{1,20}/y, 'Number')
    const value = Number(digits)
    return value <= max ? value : this.fail('Number out of range')
  }

  nzNumber(): number {
    return this.number() || this.fail('Number above zero expected')
  }

  number64(): number {
    return this.number(MAX_NUMBER64)
  }

  /** RFC 9051 §9 (string): the octets of a quoted string or of a literal. */
  octets(): Buffer {
    const literal = this.literal()
    if (literal) return literal.bytes ?? this.fail('This literal is too large')
    return Buffer.from(this.quoted(), 'latin1')
  }

  string(): string {
    return decode(this.octets())
  }

  nstring(): string | null {
    return this.match(/NIL(?=[ )]|$)/iy) ? null : this.string()
  }

  astringOctets(): Buffer {
    const atom = this.match(/[^\x00-\x20"%*(){\\\x7f]+/y)
    return atom === undefined ? this.octets() : Buffer.from(atom, 'latin1')
  }

  // 8-bit octets are no ASTRING-CHAR, but clients write them.
  astring(): string {
    return decode(this.astringOctets())
  }

  mailbox(): string {
    return this.mailboxName(this.astring())
  }

  /** RFC 9051 §9 (list-mailbox): a mailbox name that may hold wildcards. */
  listMailbox(): string {
    const atom = this.match(/[^\x00-\x20"(){\\\x7f]+/y)
    const text = atom === undefined ? this.string() : decode(Buffer.from(atom, 'latin1'))
    // What is no modified UTF-7 is the pattern of no name.
    return readMailboxName(text, this.utf8) ?? text
  }

  /** The literal that stands here, if one does. */
  literal(): Literal | undefined {
    const next = this.pieces[this.piece + 1]
    if (this.at < this.text.length || next === undefined || typeof next === 'string') return undefined
    this.piece += 2
    this.at = 0
    return next
  }

  /** `(` item … `)`, perhaps empty. */
  list<T>(item: () => T): T[] {
    const items: T[] = []
    this.expect('(')
    this.nested(() => {
      for (this.match(/ +/y); !this.take(')'); this.separator()) {
        if (items.length >= MAX_LIST) this.fail('List too long')
        items.push(item())
      }
    })
    return items
  }

  /** Bounds how deep a rule may call itself. */
  nested<T>(rule: () => T): T {
    if (this.depth >= MAX_DEPTH) this.fail('Nested too deep')
    this.depth++
    const value = rule()
    this.depth--
    return value
  }

  fail(message: string): never {
    throw new BadCommand(message)
  }

  private get text(): string {
    const piece = this.pieces[this.piece]
    return typeof piece === 'string' ? piece : ''
  }

  private separator(): void {
    this.match(/ +(?=\))/y)
    if (!this.sees(')')) this.space()
  }

  private quoted(): string {
    const quoted = this.need(/"(?:[^"\\\r\n\0]|\\["\\])*"/y, 'String')
    return quoted.slice(1, -1).replace(/\\(.)/g, '$1')
  }

  private mailboxName(text: string): string {
    const name = readMailboxName(text, this.utf8)
    // RFC 9051 §7.1 (CANNOT): no mailbox can ever have this name.
    if (name === undefined) throw new BadCommand('Mailbox name is not modified UTF-7', undefined, 'CANNOT')
    return name
  }
}

/** Text that is not UTF-8 comes from old clients, in Latin letters. */
function decode(octets: Buffer): string {
  return isUtf8(octets) ? octets.toString('utf8') : octets.toString('latin1')
}
