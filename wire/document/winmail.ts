import { htmlToText } from '../mime/html-text.ts'
import { readTnef } from '../tnef/tnef.ts'
import { Unreadable } from './archive.ts'
import type { Reading } from './document.ts'
import type { Gathering } from './gathering.ts'
import { type DocumentKind, kindOfFile } from './kind.ts'
import { textOfRtf, unpackRtf } from './rtf.ts'

type ReadFile = (bytes: Uint8Array, kind: DocumentKind) => Promise<Reading>

/** The body of a winmail.dat, without a title; then what its files say, under their names. */
export async function readWinmail(bytes: Uint8Array, into: Gathering, readFile: ReadFile): Promise<void> {
  const message = readTnef(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (!message) throw new Unreadable('broken', 'no winmail.dat')
  const { text, html, rtf } = message
  into.text(null, text ?? (html ? htmlToText(html) : rtf ? await textOfRtf(unpackRtf(rtf)) : ''))
  for (const { name, type, bytes } of message.files) {
    if (into.isFull) break
    const kind = kindOfFile(type, name)
    // A winmail.dat inside tells its name alone: how deep they nest is in no hand of ours.
    const reading = kind && kind !== 'tnef' ? await readFile(bytes, kind) : null
    if (reading?.state !== 'read' || reading.pieces.length === 0) into.text(name ?? '', '')
    else for (const piece of reading.pieces) into.put({ ...piece, title: name ?? '' })
  }
}
