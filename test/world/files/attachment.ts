import { hash } from '../chance.ts'
import { writeDocx, writeOdt } from './office.ts'
import { writePdf } from './pdf.ts'
import { writePng } from './picture.ts'
import { writeZip } from './zip.ts'

/** A file joined to a letter; its bytes are made when the letter is written, not before. */
export type Attachment = { name: string; type: string; cid?: string; bytes(): Buffer }

export type FileKind = 'pdf' | 'png' | 'jpg' | 'csv' | 'odt' | 'docx' | 'zip' | 'ics'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const ODT = 'application/vnd.oasis.opendocument.text'

/** A file of that kind which bears the title and the lines; `weight` asks for about that many bytes. */
export function attach(kind: FileKind, stem: string, lines: readonly string[], weight = 0): Attachment {
  const name = `${stem}.${kind}`
  switch (kind) {
    case 'pdf':
      return { name, type: 'application/pdf', bytes: () => writePdf(lines, weight) }
    case 'png':
      return { name, type: 'image/png', bytes: () => writePng(hash(name)) }
    case 'jpg':
      return { name, type: 'image/jpeg', bytes: () => JPEG }
    case 'csv':
      return { name, type: 'text/csv', bytes: () => writeCsv(lines) }
    case 'odt':
      return { name, type: ODT, bytes: () => writeOdt(lines) }
    case 'docx':
      return { name, type: DOCX, bytes: () => writeDocx(lines) }
    case 'zip':
      return {
        name,
        type: 'application/zip',
        bytes: () => writeZip([['lisez-moi.txt', Buffer.from(lines.join('\r\n'))]]),
      }
    case 'ics':
      return { name, type: 'text/calendar', bytes: () => Buffer.from(lines.join('\r\n')) }
  }
}

/** Semicolons and a byte order mark, as a French spreadsheet writes it. */
function writeCsv(lines: readonly string[]): Buffer {
  const rows = lines.map(
    (line, at) => `${at + 1};"${line.replaceAll('"', '""')}";${(hash(line) % 90_000) / 100}`,
  )
  return Buffer.from(`\ufeff${['N°;Objet;Montant', ...rows].join('\r\n').replaceAll('.', ',')}\r\n`)
}

/** A photograph in miniature: 48 × 30 points. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDAA4KCw0LCQ4NDA0QDw4RFiQXFhQUFiwgIRokNC43NjMuMjI6QVNGOj1OPjIySGJJTlZYXV5dOEVmbWVabFNbXVn/2wBDAQ8QEBYTFioXFypZOzI7WVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVlZWVn/wAARCAAeADADASIAAhEBAxEB/8QAGAAAAwEBAAAAAAAAAAAAAAAAAAMEBQL/xAAoEAACAgIBAgMJAAAAAAAAAAABAgADBBIRBRUUIVExM0FCVGGBkaH/xAAXAQEBAQEAAAAAAAAAAAAAAAAABAMF/8QAGxEAAwEAAwEAAAAAAAAAAAAAAAECEQMSMQT/2gAMAwEAAhEDEQA/ANzWGsbrDWXaR4K1hrG6w1jRgrWGsbrDWNGGPZn5D/MFHoonNT5d9oSlndz58bcSed1W2UuHqYqw+InHd0/WUzifhU2B1ZnDMj7D2HceX9la35OKi+PoKgngOCDz+JF3LM+oeKvy78hQt1rOAeQDE24epm3Jyq56uUancsb1b9RVnVEHu6yfuTxMqE0f0Wybqj//2Q==',
  'base64',
)
