import { openApart } from '../../modules/mail/model/attachment/apart.ts'
import type { DocumentKind } from '../../wire/document/kind.ts'
import { docx, odt, pdf, xlsx } from '../../wire/document/testing/files.ts'
import { median } from '../figures.ts'

const ROUNDS = 15
const page = 'Le conseil municipal, après en avoir délibéré, décide à l’unanimité. '.repeat(40)
const pages = Array.from({ length: 100 }, (_, at) => `${at + 1} ${page}`)
const days = Array.from({ length: 10_000 }, (_, at) => ['Voirie', 46_000 + at])

type File = readonly [name: string, kind: DocumentKind, bytes: Buffer]

/** A hundred pages of each kind. */
const FILES: readonly File[] = [
  ['PDF', 'pdf', pdf(pages.map(text => text.replaceAll('’', "'")))],
  ['docx', 'docx', docx(pages)],
  ['odt', 'odt', odt(pages.map(text => `<text:p>${text}</text:p>`).join(''))],
  ['xlsx, 10,000 rows', 'xlsx', xlsx('Mars', days)],
  ['plain text', 'text', Buffer.from(pages.join('\n'))],
]

export interface Reading {
  readonly file: string
  /** Milliseconds, the way to the process that reads and back included. */
  readonly wait: number
}

/** What it takes to read attachments in a process apart, once that is there. */
export async function readAttachments(): Promise<Reading[]> {
  const apart = openApart()
  const readings: Reading[] = []
  const timed = async ([name, kind, bytes]: File): Promise<number> => {
    const begin = performance.now()
    const { state } = await apart.read({ bytes, kind, charset: null })
    if (state !== 'read') throw new Error(`${name}: ${state}`)
    return performance.now() - begin
  }
  try {
    for (const file of FILES) {
      await timed(file)
      const waits: number[] = []
      for (let round = 0; round < ROUNDS; round++) waits.push(await timed(file))
      readings.push({ file: file[0], wait: median(waits) })
    }
  } finally {
    await apart.close()
  }
  return readings
}
