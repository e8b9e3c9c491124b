import { constants, deflateRawSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'

// Files for tests, as small as their programs would still open them.

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

export const zip = (entries: Readonly<Record<string, string>>): Buffer =>
  Buffer.from(
    zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]))),
  )

/** A PDF of one page for each text; `encrypted` says that it needs a password. */
export function pdf(texts: readonly string[], { encrypted = false } = {}): Buffer {
  const pages = texts.map((_, i) => `${4 + i * 2} 0 R`).join(' ')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${pages}]/Count ${texts.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ...texts.flatMap((text, i) => {
      const content = `BT /F1 12 Tf 50 700 Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents ${5 + i * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
        `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
      ]
    }),
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const size = objects.length + 1
  const locked = encrypted ? `/Encrypt ${ENCRYPT}/ID[<${'ab'.repeat(16)}><${'ab'.repeat(16)}>]` : ''
  const trailer = `trailer<</Size ${size}/Root 1 0 R${locked}>>\nstartxref\n${text.length}\n%%EOF`
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}${trailer}`, 'latin1')
}

/** Keys that no empty password opens. */
const ENCRYPT = `<</Filter/Standard/V 2/R 3/Length 128/P -4/O<${'12'.repeat(32)}>/U<${'34'.repeat(32)}>>>`

export const docx = (paragraphs: readonly string[]): Buffer =>
  zip({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    'word/document.xml': `${HEAD}<w:document xmlns:w="w"><w:body>${paragraphs
      .map(text => `<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`)
      .join('')}</w:body></w:document>`,
    'word/comments.xml': `${HEAD}<w:comments xmlns:w="w"><w:comment><w:p><w:r><w:t>À revoir</w:t></w:r></w:p></w:comment></w:comments>`,
  })

/** A workbook of one sheet; a number is a day, a text is a text. */
export function xlsx(name: string, rows: readonly (readonly (string | number)[])[]): Buffer {
  const texts = rows.flat().filter(cell => typeof cell === 'string')
  const cell = (value: string | number, row: number, column: number) => {
    const at = `${String.fromCharCode(65 + column)}${row + 1}`
    return typeof value === 'number'
      ? `<c r="${at}" s="1"><v>${value}</v></c>`
      : `<c r="${at}" t="s"><v>${texts.indexOf(value)}</v></c>`
  }
  return zip({
    'xl/workbook.xml': `${HEAD}<workbook xmlns:r="r"><sheets><sheet name="${name}" sheetId="1" r:id="rId7"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/styles.xml': `${HEAD}<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst>${texts.map(text => `<si><t>${text}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet><sheetData>${rows
      .map((cells, row) => `<row>${cells.map((value, column) => cell(value, row, column)).join('')}</row>`)
      .join('')}</sheetData></worksheet>`,
  })
}

export const pptx = (slides: readonly string[]): Buffer =>
  zip({
    'ppt/presentation.xml': `${HEAD}<p:presentation/>`,
    ...Object.fromEntries(
      slides.map((text, i) => [
        `ppt/slides/slide${i + 1}.xml`,
        `${HEAD}<p:sld><a:p><a:r><a:t>${text}</a:t></a:r></a:p></p:sld>`,
      ]),
    ),
  })

export const odt = (body: string, manifest = ''): Buffer =>
  zip({
    mimetype: 'application/vnd.oasis.opendocument.text',
    'META-INF/manifest.xml': `${HEAD}<manifest:manifest>${manifest}</manifest:manifest>`,
    'content.xml': `${HEAD}<office:document-content><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
  })

export const ods = (name: string, rows: readonly (readonly string[])[]): Buffer =>
  zip({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `${HEAD}<office:document-content><office:body><office:spreadsheet><table:table table:name="${name}">${rows
      .map(
        cells =>
          `<table:table-row>${cells.map(cell => `<table:table-cell><text:p>${cell}</text:p></table:table-cell>`).join('')}<table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
      )
      .join('')}</table:table></office:spreadsheet></office:body></office:document-content>`,
  })

const PIECE = 16 * 1024 * 1024

/** Blanks, compressed: a piece that was flushed whole may be said again and again, which costs no time here. */
export function blanks(bytes: number): Buffer {
  const options = { level: 9, finishFlush: constants.Z_FULL_FLUSH }
  const rest = deflateRawSync(Buffer.alloc(bytes % PIECE, ' '), options)
  const piece = bytes < PIECE ? rest : deflateRawSync(Buffer.alloc(PIECE, ' '), options)
  return Buffer.concat([...Array<Buffer>(Math.floor(bytes / PIECE)).fill(piece), rest, Buffer.from([3, 0])])
}

/** A docx of a thousandth of what it unzips to. */
export function bomb(bytes: number): Buffer {
  const name = Buffer.from('word/document.xml')
  const content = blanks(bytes)
  const sizes = Buffer.alloc(18)
  sizes.writeUInt16LE(8)
  sizes.writeUInt32LE(content.length, 10)
  sizes.writeUInt32LE(bytes, 14)
  const length = Buffer.from([name.length, 0, 0, 0])
  const local = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0', 'latin1'), sizes, length, name, content])
  const directory = Buffer.concat([
    Buffer.from('PK\x01\x02\x14\0\x14\0\0\0', 'latin1'),
    sizes,
    length,
    Buffer.alloc(14),
    name,
  ])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, directory, end])
}
