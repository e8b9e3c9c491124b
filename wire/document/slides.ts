import { Archive, Unreadable } from './archive.ts'
import type { Gathering } from './gathering.ts'
import { readXml } from './xml.ts'

const SLIDE = /^ppt\/slides\/slide(\d+)\.xml$/

/** ECMA-376 part 1 §19, §21: one piece for each slide, its notes below. */
export function readSlides(bytes: Uint8Array, into: Gathering): void {
  const archive = new Archive(bytes)
  const numbers = archive.names.flatMap(name => SLIDE.exec(name)?.[1] ?? []).sort((a, b) => +a - +b)
  if (numbers.length === 0 && !archive.names.includes('ppt/presentation.xml'))
    throw new Unreadable('broken', 'no presentation inside')
  for (const number of numbers) {
    if (into.isFull) break
    const notes = archive.read(`ppt/notesSlides/notesSlide${number}.xml`)
    into.text(
      null,
      textOf(archive.read(`ppt/slides/slide${number}.xml`)!) + (notes ? `\n${textOf(notes)}` : ''),
    )
  }
}

function textOf(bytes: Uint8Array): string {
  let text = ''
  let isText = false
  readXml(bytes, {
    open(name) {
      isText = name === 't'
      if (name === 'br') text += '\n'
    },
    text(piece) {
      if (isText) text += piece
    },
    close(name) {
      isText = false
      if (name === 'p') text += '\n'
    },
  })
  return text
}
