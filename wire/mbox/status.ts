/** Letters of `Status` and `X-Status`, and the keywords that they stand for. */
const LETTERS: readonly (readonly [field: 'Status' | 'X-Status', letter: string, keyword: string])[] = [
  ['Status', 'R', '$seen'],
  ['X-Status', 'A', '$answered'],
  ['X-Status', 'F', '$flagged'],
  ['X-Status', 'T', '$draft'],
]

/** RFC 8621 §4.1.1 */
const KEYWORD = /^[!-~]{1,255}$/

/** Keywords of the lines that stand before a message. */
export function keywordsOf(lines: readonly string[]): readonly string[] {
  const found = new Set<string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    for (const [field, letter, keyword] of LETTERS)
      if (field.toLowerCase() === name && value.includes(letter)) found.add(keyword)
    if (name === 'x-keywords')
      for (const word of value.split(/\s+/)) if (KEYWORD.test(word)) found.add(word.toLowerCase())
  }
  return [...found]
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
