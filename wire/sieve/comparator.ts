/** How texts are compared. RFC 4790 §9; RFC 5051 §2 */
export interface Comparator {
  readonly name: string
  /** Two texts are equal when this of them is; null: this one is equal to nothing. */
  fold(text: string): string | null
  /** The same, letter by letter, so that places in it are places in the text. */
  foldEach(text: string): string
  order(a: string, b: string): number
  /** Whether it knows :contains and :matches. */
  readonly hasSubstrings: boolean
}

const byCode = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const octet: Comparator = {
  name: 'i;octet',
  fold: text => text,
  foldEach: text => text,
  order: byCode,
  hasSubstrings: true,
}

const asciiUpper = (text: string): string => text.replace(/[\0-\x7f]+/g, ascii => ascii.toUpperCase())

const asciiCasemap: Comparator = {
  name: 'i;ascii-casemap',
  fold: asciiUpper,
  foldEach: asciiUpper,
  order: (a, b) => byCode(asciiUpper(a), asciiUpper(b)),
  hasSubstrings: true,
}

const unicodeUpper = (text: string): string => text.toUpperCase().normalize('NFKD').toUpperCase()

const unicodeCasemap: Comparator = {
  name: 'i;unicode-casemap',
  fold: unicodeUpper,
  foldEach: text =>
    Array.from(text, letter =>
      letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter,
    ).join(''),
  order: (a, b) => byCode(unicodeUpper(a), unicodeUpper(b)),
  hasSubstrings: true,
}

// RFC 4790 §9.1: what does not begin with a digit is beyond all numbers.
const numberOf = (text: string): string | null => {
  const digits = /^\d+/.exec(text)?.[0]
  return digits === undefined ? null : digits.replace(/^0+(?=\d)/, '')
}

const asciiNumeric: Comparator = {
  name: 'i;ascii-numeric',
  fold: text => numberOf(text) ?? 'infinity',
  foldEach: text => text,
  order(a, b) {
    const [left, right] = [numberOf(a), numberOf(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return left.length - right.length || byCode(left, right)
  },
  hasSubstrings: false,
}

const ALL = new Map([octet, asciiCasemap, unicodeCasemap, asciiNumeric].map(one => [one.name, one]))

export const DEFAULT_COMPARATOR = asciiCasemap

export const findComparator = (name: string): Comparator | null => ALL.get(name.toLowerCase()) ?? null

export const comparatorNames = (): string[] => [...ALL.keys()]
