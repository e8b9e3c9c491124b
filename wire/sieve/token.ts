import { type FaultCode, type FaultWords, faultAt, SieveFault } from './fault.ts'
import { MAX_NUMBER, MAX_SCRIPT } from './limits.ts'

export type TokenKind = 'identifier' | 'tag' | 'number' | 'string' | 'mark' | 'end'

/** One token of RFC 5228 §8.1, and where it stands in the text. */
export interface Token {
  readonly kind: TokenKind
  /** Identifiers and tags as written, a mark itself, the value of a string. */
  readonly text: string
  readonly value: number
  readonly start: number
  readonly end: number
}

/** Cuts a script into tokens; comments and blanks lie between them. */
export class Lexer {
  readonly source: string
  private at = 0

  constructor(source: string) {
    this.source = source
    if (source.length > MAX_SCRIPT) this.fail(0, 'tooLarge', { max: MAX_SCRIPT })
    if (source.startsWith('\ufeff')) this.at = 1
  }

  next(): Token {
    this.skip()
    const start = this.at
    if (start >= this.source.length) return this.token('end', start, '')
    const mark = /[[\](){},;]/y
    if (this.take(mark)) return this.token('mark', start, this.source[start]!)
    if (this.source[start] === '"') return this.token('string', start, this.quoted())
    const word = this.take(/:?[A-Za-z_]\w*/y)
    if (word !== null && word.toLowerCase() === 'text' && this.source[this.at] === ':')
      return this.token('string', start, this.lines(start))
    if (word !== null) return this.token(word.startsWith(':') ? 'tag' : 'identifier', start, word)
    return this.number(start)
  }

  fail(offset: number, code: FaultCode, words: FaultWords = {}): never {
    throw new SieveFault(faultAt(this.source, offset, code, words))
  }

  private token(kind: TokenKind, start: number, text: string, value = 0): Token {
    return { kind, text, value, start, end: this.at }
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.source)?.[0] ?? null
    if (found !== null) this.at += found.length
    return found
  }

  // RFC 5228 §2.3
  private skip(): void {
    while (this.take(/[ \t\r\n]+|#[^\r\n]*/y) !== null || this.comment());
  }

  private comment(): boolean {
    if (!this.source.startsWith('/*', this.at)) return false
    const end = this.source.indexOf('*/', this.at + 2)
    if (end === -1) this.fail(this.at, 'unclosedComment')
    this.at = end + 2
    return true
  }

  // RFC 5228 §2.4.1
  private number(start: number): Token {
    const written = this.take(/\d+[KMG]?/iy)
    if (written === null) {
      const found = String.fromCodePoint(this.source.codePointAt(start)!)
      return this.fail(start, 'unexpectedCharacter', { found: JSON.stringify(found) })
    }
    const unit = UNITS[written.at(-1)!.toUpperCase()] ?? 1
    const value = Number.parseInt(written, 10) * unit
    if (value > MAX_NUMBER) this.fail(start, 'numberTooLarge')
    return this.token('number', start, written, value)
  }

  // RFC 5228 §2.4.2: a backslash before another character than a quote or a backslash is nothing.
  private quoted(): string {
    const start = this.at
    const written = this.take(/"(?:[^"\\]|\\.)*"/sy)
    if (written === null) return this.fail(start, 'unclosedString')
    const nul = written.indexOf('\0')
    if (nul !== -1) this.fail(start + nul, 'unexpectedCharacter', { found: 'NUL' })
    return withLineEnds(written.slice(1, -1).replace(/\\(.)/gs, '$1'))
  }

  // RFC 5228 §8.1 (multi-line)
  private lines(start: number): string {
    this.at++
    if (this.take(/[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n)/y) === null) this.fail(this.at, 'textWithoutLine')
    const end = /(?:^|(?<=[\r\n]))\.(?=\r|\n|$)/gm
    end.lastIndex = this.at
    const found = end.exec(this.source)
    if (found === null) return this.fail(start, 'unclosedText')
    const written = this.source.slice(this.at, found.index)
    const nul = written.indexOf('\0')
    if (nul !== -1) this.fail(this.at + nul, 'unexpectedCharacter', { found: 'NUL' })
    this.at = found.index + 1
    return withLineEnds(written).replace(/(^|\n)\.\./g, '$1.')
  }
}

const UNITS: Readonly<Record<string, number>> = { K: 1024, M: 1024 ** 2, G: 1024 ** 3 }

const withLineEnds = (text: string): string => text.replace(/\r\n|\r|\n/g, '\r\n')
