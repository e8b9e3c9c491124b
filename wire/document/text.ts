import { Malformed } from '../../lib/errors.ts'
import { readCsv } from '../csv/csv.ts'
import { htmlToText } from '../mime/html-text.ts'
import { type Gathering, MAX_CHARACTERS } from './gathering.ts'

/** A table where it is one: a single column is a text. */
export function readTable(text: string, into: Gathering): void {
  const rows = rowsOf(text.slice(0, MAX_CHARACTERS))
  if (rows?.some(cells => cells.length > 1)) rows.forEach(into.table(null))
  else into.text(null, text)
}

function rowsOf(text: string): (readonly string[])[] | null {
  try {
    return readCsv(text).map(row => row.cells)
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

export const readHtml = (html: string, into: Gathering): void =>
  into.text(null, htmlToText(html, { maxLength: MAX_CHARACTERS }))
