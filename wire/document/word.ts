import { Archive, Unreadable } from './archive.ts'
import type { Gathering } from './gathering.ts'
import { readXml } from './xml.ts'

/** The text first, then what stands around and below it. */
const PARTS = [
  /^word\/document\d*\.xml$/,
  /^word\/(foot|end)notes\.xml$/,
  /^word\/header\d*\.xml$/,
  /^word\/footer\d*\.xml$/,
  /^word\/comments\.xml$/,
]

/** ECMA-376 part 1 §17: paragraphs of runs; a table's cells stand on one line. */
export function readWord(bytes: Uint8Array, into: Gathering): void {
  const archive = new Archive(bytes)
  const names = PARTS.flatMap(part => archive.names.filter(name => part.test(name)))
  if (!names.some(name => PARTS[0]!.test(name))) throw new Unreadable('broken', 'no document inside')
  for (const name of names) if (!into.isFull) into.text(null, textOf(archive.read(name)!))
}

const MARKS: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }

function textOf(bytes: Uint8Array): string {
  let text = ''
  let isText = false
  // Elsewhere a tab is one that could be set.
  let isRun = false
  let inCells = 0
  // What older programs show instead is the same text again.
  let inFallback = 0
  readXml(bytes, {
    open(name) {
      if (name === 'Fallback') inFallback++
      if (name === 'tc') inCells++
      if (name === 'r') isRun = true
      isText = name === 't' && inFallback === 0
      if (isRun && inFallback === 0) text += MARKS[name] ?? ''
    },
    text(piece) {
      if (isText) text += piece
    },
    close(name) {
      isText = false
      if (name === 'Fallback') inFallback--
      if (name === 'r') isRun = false
      if (name === 'tc') {
        inCells--
        text += '\t'
      }
      if (name === 'p') text += inCells > 0 ? ' ' : '\n'
      if (name === 'tr') text += '\n'
    },
  })
  return text
}
