/** PDF of one page of text, and of a scanned second page when it must weigh something. */
export function writePdf(lines: readonly string[], weight = 0): Buffer {
  const text = stream('', Buffer.from(pageText(lines), 'latin1'))
  const scan = weight > text.length ? scanned(weight - text.length) : null
  return assemble([
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Kids [3 0 R${scan ? ' 6 0 R' : ''}] /Count ${scan ? 2 : 1} >>`),
    Buffer.from(`<< ${PAGE} /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`),
    text,
    Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
    ...(scan ?? []),
  ])
}

const PAGE = '/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]'
const SCAN_WIDTH = 480

function pageText(lines: readonly string[]): string {
  const shown = lines.map((line, at) => `${at === 0 ? '/F1 16 Tf' : '/F1 11 Tf'} (${escaped(line)}) Tj T*`)
  return `BT 60 770 Td 20 TL ${shown.join('\n')} ET`
}

/** WinAnsi keeps Latin-1; the few typographic signs of our texts get their octal places. */
function escaped(line: string): string {
  return line
    .replace(/[\\()]/g, '\\$&')
    .replaceAll('’', '\\222')
    .replaceAll('€', '\\200')
    .replaceAll('œ', '\\234')
    .replaceAll('–', '\\226')
    .replaceAll('₂', '2')
}

function scanned(bytes: number): Buffer[] {
  const height = Math.max(1, Math.floor(bytes / SCAN_WIDTH))
  const image = `/Type /XObject /Subtype /Image /Width ${SCAN_WIDTH} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8`
  return [
    Buffer.from(`<< ${PAGE} /Contents 7 0 R /Resources << /XObject << /Im1 8 0 R >> >> >>`),
    stream('', Buffer.from('q 475 0 0 722 60 60 cm /Im1 Do Q')),
    stream(image, sketch(SCAN_WIDTH, height)),
  ]
}

/** A plan in grey: paper grain, a grid, one gable. */
function sketch(width: number, height: number): Buffer {
  const points = Buffer.alloc(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const gable = Math.abs(Math.abs(x - width / 2) - y * (width / 2 / height)) < 2
      const grid = x % 60 === 0 || y % 60 === 0
      points[y * width + x] = gable ? 40 : grid ? 190 : 240 + ((x * 7 + y * 13 + ((x * y) >> 3)) % 15)
    }
  }
  return points
}

function stream(entries: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<< ${entries} /Length ${content.length} >>\nstream\n`),
    content,
    Buffer.from('\nendstream'),
  ])
}

// ISO 32000-1 §7.5.4: each entry of the cross-reference table is exactly 20 bytes.
function assemble(objects: readonly Buffer[]): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  const offsets: number[] = []
  let length = (parts[0] as Buffer).length
  for (const [at, object] of objects.entries()) {
    offsets.push(length)
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    parts.push(part)
    length += part.length
  }
  const rows = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  parts.push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows}`))
  parts.push(Buffer.from(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`))
  return Buffer.concat(parts)
}
