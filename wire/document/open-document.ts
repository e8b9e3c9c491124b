import { Archive, Unreadable } from './archive.ts'
import type { Gathering } from './gathering.ts'
import { attribute, readXml } from './xml.ts'

/** OASIS OpenDocument 1.3: text, sheets and slides are told in one vocabulary. */
export function readOpenDocument(bytes: Uint8Array, into: Gathering): void {
  const archive = new Archive(bytes)
  if (isEncrypted(archive)) throw new Unreadable('encrypted', 'it is encrypted')
  const content = archive.read('content.xml')
  if (!content) throw new Unreadable('broken', 'no content inside')
  const writer = new ContentWriter(into)
  readXml(content, {
    isEnough: () => into.isFull,
    open: (name, attributes) => writer.open(name, attributes),
    text: text => writer.text(text),
    close: name => writer.close(name),
  })
  writer.end()
}

// OpenDocument 1.3 part 2 §4.8
function isEncrypted(archive: Archive): boolean {
  const manifest = archive.read('META-INF/manifest.xml')
  let found = false
  if (manifest)
    readXml(manifest, {
      isEnough: () => found,
      open(name) {
        if (name === 'encryption-data') found = true
      },
    })
  return found
}

/** A cell or row that is repeated for the rest of the sheet holds nothing. */
const MAX_REPEATS = 256

class ContentWriter {
  readonly #into: Gathering
  #text = ''
  #paragraphs = 0
  #unseen = 0
  #tables = 0
  #isSpreadsheet = false
  #row: ((cells: readonly string[]) => void) | null = null
  #cells: string[] = []
  #repeats = 1

  constructor(into: Gathering) {
    this.#into = into
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'tracked-changes') this.#unseen++
    if (name === 'p' || name === 'h') this.#paragraphs++
    if (this.#unseen > 0) return
    if (name === 'spreadsheet') this.#isSpreadsheet = true
    if (name === 'tab') this.#text += '\t'
    if (name === 'line-break') this.#text += '\n'
    if (name === 's') this.#text += ' '.repeat(repeats(attribute(attributes, 'c')))
    if (name === 'table' && ++this.#tables === 1) {
      this.#flush()
      this.#row = this.#into.table(this.#isSpreadsheet ? attribute(attributes, 'name') : null)
    }
    if (name === 'table-row' && this.#tables === 1) this.#cells = []
    if (name === 'table-cell' || name === 'covered-table-cell')
      this.#repeats = repeats(attribute(attributes, 'number-columns-repeated'))
  }

  text(text: string): void {
    if (this.#paragraphs > 0 && this.#unseen === 0) this.#text += text
  }

  close(name: string): void {
    if (name === 'tracked-changes') this.#unseen--
    if (name === 'p' || name === 'h') {
      this.#paragraphs--
      if (this.#unseen === 0) this.#text += '\n'
    }
    if (name === 'page') this.#flush()
    // A table in a cell of another is read as the text of that cell.
    if (this.#tables === 1) this.#closeCell(name)
    if (name === 'table' && --this.#tables === 0) this.#row = null
  }

  #closeCell(name: string): void {
    if (name === 'table-cell' || name === 'covered-table-cell') {
      const cell = this.#text.trim().replace(/\s+/g, ' ')
      for (let i = 0; i < this.#repeats && this.#cells.length < MAX_REPEATS; i++) this.#cells.push(cell)
      this.#text = ''
    }
    if (name === 'table-row') this.#row?.(this.#cells)
  }

  end(): void {
    this.#flush()
  }

  #flush(): void {
    this.#into.text(null, this.#text)
    this.#text = ''
  }
}

const repeats = (count: string | null): number => Math.min(Math.max(Number(count ?? 1) || 1, 1), MAX_REPEATS)
