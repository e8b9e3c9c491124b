/** A stretch of a document: a page, a slide, a sheet; its title where it has one. */
export type Piece = { readonly title: string | null } & (
  | { readonly text: string }
  | { readonly rows: readonly (readonly string[])[] }
)

/** Characters that are kept of a document: some hundred and fifty pages. */
export const MAX_CHARACTERS = 512 * 1024
const MAX_PIECES = 2000
/** Of a table, as far as one looks. */
const MAX_ROWS = 20_000
const MAX_CELLS = 256

/** Pieces of a document as they are read, until there are enough. */
export class Gathering {
  readonly pieces: Piece[] = []
  #left = MAX_CHARACTERS
  #rows = MAX_ROWS
  #isCut = false

  /** Whether nothing more is kept, so that one may stop reading. */
  get isFull(): boolean {
    return this.#isCut
  }

  text(title: string | null, text: string): void {
    const kept = this.#keep(tidy(text))
    if (kept !== '' || title !== null) this.#add({ title: title && this.#keep(title), text: kept })
  }

  /** A table into which rows are put one by one. */
  table(title: string | null): (cells: readonly string[]) => void {
    const rows: string[][] = []
    let isAdded = false
    return cells => {
      const last = cells.findLastIndex(cell => cell !== '')
      if (last === -1 || this.#isCut) return
      this.#isCut = this.#rows-- <= 0
      if (this.#isCut) return
      rows.push(cells.slice(0, Math.min(last + 1, MAX_CELLS)).map(cell => this.#keep(cell)))
      if (!isAdded) this.#add({ title: title && this.#keep(title), rows })
      isAdded = true
    }
  }

  /** A piece that was gathered elsewhere. */
  put(piece: Piece): void {
    if ('text' in piece) this.text(piece.title, piece.text)
    else piece.rows.forEach(this.table(piece.title))
  }

  #add(piece: Piece): void {
    if (this.pieces.length >= MAX_PIECES) this.#isCut = true
    else this.pieces.push(piece)
  }

  #keep(text: string): string {
    if (text.length > this.#left) this.#isCut = true
    const kept = text.slice(0, this.#left).replaceAll('\0', '').toWellFormed()
    this.#left -= kept.length
    return kept
  }
}

/** No more than one blank line, none at the ends. */
const tidy = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\s+$/g, '')
