import { Malformed } from '../../lib/errors.ts'

// RFC 4180, as spreadsheets really write it: a semicolon or a tab where the comma is a decimal mark, a byte order mark
// before the first cell, a line end of any kind, blank lines between.

/** A row, and the line of the text on which it begins. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

const SEPARATORS = [',', ';', '\t'] as const
type Separator = (typeof SEPARATORS)[number]

export const MAX_CELLS = 200

export function readCsv(text: string): CsvRow[] {
  const bare = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(bare)
  const rows: CsvRow[] = []
  for (let at = 0, line = 1; at < bare.length; ) {
    const row = readRow(bare, at, line, separator)
    if (row.cells.some(cell => cell.trim() !== '')) rows.push({ line, cells: row.cells })
    line += lineEnds(bare, at, row.end)
    at = row.end
  }
  return rows
}

/** The one that stands most often in the first line, outside quotes. */
function separatorOf(text: string): Separator {
  const first = text.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1)[0] ?? ''
  const counts = SEPARATORS.map(separator => first.split(separator).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))]!
}

function readRow(text: string, start: number, line: number, separator: Separator) {
  const cells: string[] = []
  for (let at = start; ; ) {
    const cell = text[at] === '"' ? readQuoted(text, at, line, separator) : readBare(text, at, separator)
    cells.push(cell.value)
    if (cells.length > MAX_CELLS) throw new Malformed('a line has too many cells', line)
    at = cell.end
    if (text[at] === separator) at++
    else return { cells, end: skipLineEnd(text, at) }
  }
}

function readBare(text: string, start: number, separator: Separator) {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') end++
  return { value: text.slice(start, end), end }
}

// RFC 4180 §2
function readQuoted(text: string, start: number, line: number, separator: Separator) {
  let value = ''
  for (let at = start + 1; ; at++) {
    if (at >= text.length) throw new Malformed('a quotation mark is not closed', line)
    if (text[at] !== '"') value += text[at]
    else if (text[at + 1] === '"') value += text[++at]
    // What follows a closing quotation mark up to the end of the cell belongs to nothing.
    else return { value, end: readBare(text, at + 1, separator).end }
  }
}

function skipLineEnd(text: string, at: number): number {
  if (at >= text.length) return at
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1
}

const lineEnds = (text: string, from: number, to: number): number =>
  text.slice(from, to).match(/\r\n|\r|\n/g)?.length ?? 0

/** With a byte order mark, so that a spreadsheet reads the accents. */
export const writeCsv = (rows: readonly (readonly string[])[], separator: Separator = ';'): string =>
  `\uFEFF${rows.map(row => `${row.map(cell => writeCell(cell, separator)).join(separator)}\r\n`).join('')}`

/** A spreadsheet would run what looks like a formula. */
function writeCell(cell: string, separator: Separator): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /["\r\n]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe
}
