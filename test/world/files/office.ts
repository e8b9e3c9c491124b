import { escapeHtml } from '../mime/html.ts'
import { writeZip } from './zip.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
const ODF = 'urn:oasis:names:tc:opendocument:xmlns'
const OOXML = 'http://schemas.openxmlformats.org'

/** The smallest text document that LibreOffice opens: the type comes first and stored, then content and manifest. */
export function writeOdt(lines: readonly string[]): Buffer {
  const type = 'application/vnd.oasis.opendocument.text'
  const text = lines.map(line => `<text:p>${escapeHtml(line)}</text:p>`).join('')
  const content = `${HEAD}<office:document-content xmlns:office="${ODF}:office:1.0" xmlns:text="${ODF}:text:1.0" office:version="1.3"><office:body><office:text>${text}</office:text></office:body></office:document-content>`
  const manifest = `${HEAD}<manifest:manifest xmlns:manifest="${ODF}:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="${type}"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`
  return zipped({ mimetype: type, 'content.xml': content, 'META-INF/manifest.xml': manifest })
}

export function writeDocx(lines: readonly string[]): Buffer {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const text = lines
    .map(line => `<w:p><w:r><w:t xml:space="preserve">${escapeHtml(line)}</w:t></w:r></w:p>`)
    .join('')
  return zipped({
    '[Content_Types].xml': `${HEAD}<Types xmlns="${OOXML}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${OOXML}/package/2006/relationships"><Relationship Id="r1" Type="${OOXML}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${HEAD}<w:document xmlns:w="${OOXML}/wordprocessingml/2006/main"><w:body>${text}</w:body></w:document>`,
  })
}

function zipped(files: Record<string, string>): Buffer {
  return writeZip(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)]))
}
