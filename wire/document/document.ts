import { decodeText } from '../mime/charset.ts'
import { Unreadable } from './archive.ts'
import { Gathering, type Piece } from './gathering.ts'
import type { DocumentKind } from './kind.ts'
import { readOpenDocument } from './open-document.ts'
import { readPdf } from './pdf.ts'
import { readRtf } from './rtf.ts'
import { readSheets } from './sheet.ts'
import { readSlides } from './slides.ts'
import { readHtml, readTable } from './text.ts'
import { readWinmail } from './winmail.ts'
import { readWord } from './word.ts'

export type { Piece }

/** What was read of a file, or why nothing was. */
export type Reading =
  | { readonly state: 'read'; readonly pieces: readonly Piece[]; readonly isCut: boolean }
  | { readonly state: Fault }

/** The last is not found out here, but by whoever watches over the time and memory that a file takes. */
export const FAULTS = ['encrypted', 'broken', 'tooLarge', 'tooHard'] as const
export type Fault = (typeof FAULTS)[number]

/** Reads a file as people do. A library that cannot go on has met what it did not expect: the file is broken. */
export async function readDocument(
  bytes: Uint8Array,
  kind: DocumentKind,
  charset: string | null = null,
): Promise<Reading> {
  const gathering = new Gathering()
  try {
    await READERS[kind](bytes, gathering, charset)
  } catch (error) {
    return { state: error instanceof Unreadable ? error.reason : 'broken' }
  }
  return { state: 'read', pieces: gathering.pieces, isCut: gathering.isFull }
}

type Reader = (bytes: Uint8Array, into: Gathering, charset: string | null) => void | Promise<void>

const decoded =
  (read: (text: string, into: Gathering) => void): Reader =>
  (bytes, into, charset) =>
    read(decodeText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset).text, into)

const READERS: Readonly<Record<DocumentKind, Reader>> = {
  pdf: readPdf,
  docx: readWord,
  xlsx: readSheets,
  pptx: readSlides,
  odt: readOpenDocument,
  ods: readOpenDocument,
  odp: readOpenDocument,
  rtf: readRtf,
  csv: decoded(readTable),
  html: decoded(readHtml),
  text: decoded((text, into) => into.text(null, text)),
  tnef: (bytes, into) => readWinmail(bytes, into, readDocument),
}

/** All its words, in order, for an index. */
export const wordsOf = (pieces: readonly Piece[]): string =>
  pieces
    .flatMap(piece => [
      piece.title ?? '',
      'text' in piece ? piece.text : piece.rows.map(cells => cells.join(' ')).join('\n'),
    ])
    .filter(text => text !== '')
    .join('\n')
