/** Letters of `Status` and `X-Status`, and the keywords that they stand for. */
const LETTERS: readonly (readonly [field: 'Status' | 'X-Status', letter: string, keyword: string])[] = [
  ['Status', 'R', '$seen'],
  ['X-Status', 'A', '$answered'],
  ['X-Status', 'F', '$flagged'],
  ['X-Status', 'T', '$draft'],
]

/** Bits of Thunderbird's `X-Mozilla-Status`, which it writes as four hexadecimal digits. */
const BITS: readonly (readonly [bit: number, keyword: string])[] = [
  [0x0001, '$seen'],
  [0x0002, '$answered'],
  [0x0004, '$flagged'],
  [0x1000, '$forwarded'],
]
const DELETED = 0x0008

/** RFC 8621 §4.1.1 */
const KEYWORD = /^[!-~]{1,255}$/

/** What a file says of a message in the lines before it. */
export interface Marks {
  readonly keywords: readonly string[] | null
  readonly isDeleted: boolean
}

/** A line that the file added: mutt's and Dovecot's, or Thunderbird's. */
export const isMark = (line: string): boolean =>
  /^(?:Status|X-(?:Status|Keywords|Mozilla-(?:Status2?|Keys)|Account-Key|UIDL)):/i.test(line)

export function marksOf(lines: readonly string[]): Marks {
  const found = new Set<string>()
  let isTold = false
  let isDeleted = false
  for (const line of lines) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    if (/^(?:x-)?(?:mozilla-)?status$/.test(name)) isTold = true
    for (const [field, letter, keyword] of LETTERS)
      if (field.toLowerCase() === name && value.includes(letter)) found.add(keyword)
    if (name === 'x-mozilla-status') {
      const bits = Number.parseInt(value, 16)
      for (const [bit, keyword] of BITS) if (bits & bit) found.add(keyword)
      isDeleted = (bits & DELETED) !== 0
    }
    if (name === 'x-keywords' || name === 'x-mozilla-keys')
      for (const word of value.split(/\s+/)) if (KEYWORD.test(word)) found.add(word.toLowerCase())
  }
  return { keywords: isTold || found.size > 0 ? [...found] : null, isDeleted }
}

/** The lines for keywords, each with its end. */
export function statusLines(keywords: readonly string[]): string {
  const of = (field: string) =>
    LETTERS.filter(([name, , keyword]) => name === field && keywords.includes(keyword))
      .map(([, letter]) => letter)
      .join('')
  const others = keywords.filter(word => !LETTERS.some(([, , keyword]) => keyword === word))
  // O: it is not new to the mailbox.
  const lines = [`Status: ${of('Status')}O`]
  if (of('X-Status') !== '') lines.push(`X-Status: ${of('X-Status')}`)
  if (others.length > 0) lines.push(`X-Keywords: ${others.join(' ')}`)
  return lines.map(line => `${line}\n`).join('')
}
