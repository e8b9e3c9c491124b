import { getDocumentProxy } from 'unpdf'
import { Unreadable } from './archive.ts'
import type { Gathering } from './gathering.ts'

const MAX_PAGES = 2000

/** ISO 32000-2 §9.10: the text layer, a piece for each page. */
export async function readPdf(bytes: Uint8Array, into: Gathering): Promise<void> {
  const pdf = await open(bytes)
  for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES) && !into.isFull; number++) {
    const page = await pdf.getPage(number)
    const { items } = await page.getTextContent()
    into.text(null, items.map(item => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
    page.cleanup()
  }
  await pdf.loadingTask.destroy()
}

const QUIET = 0

async function open(bytes: Uint8Array) {
  try {
    // The library takes the bytes away from whoever gives them.
    return await getDocumentProxy(Uint8Array.from(bytes), {
      useSystemFonts: false,
      stopAtErrors: false,
      verbosity: QUIET,
    })
  } catch (error) {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    throw new Unreadable(isLocked ? 'encrypted' : 'broken', 'the PDF cannot be opened')
  }
}
