import { loadavg } from 'node:os'
import { openApart } from '../modules/mail/model/attachment/apart.ts'
import type { DocumentKind } from '../wire/document/kind.ts'
import { docx, odt, pdf, xlsx } from '../wire/document/testing/files.ts'
import { median } from './figures.ts'

/**
 * What it takes to read an attachment in a process apart: a hundred pages of each kind.
 * Run alone: node_modules/.bin/node bench/attachments.ts
 */
const ROUNDS = 15
const page = 'Le conseil municipal, après en avoir délibéré, décide à l’unanimité. '.repeat(40)
const pages = Array.from({ length: 100 }, (_, at) => `${at + 1} ${page}`)
const days = Array.from({ length: 10_000 }, (_, at) => ['Voirie', 46_000 + at])

type File = readonly [name: string, kind: DocumentKind, bytes: Buffer]

const PDF: File = ['PDF', 'pdf', pdf(pages.map(text => text.replaceAll('’', "'")))]
const FILES: readonly File[] = [
  PDF,
  ['docx', 'docx', docx(pages)],
  ['odt', 'odt', odt(pages.map(text => `<text:p>${text}</text:p>`).join(''))],
  ['xlsx, 10,000 rows', 'xlsx', xlsx('Mars', days)],
  ['plain text', 'text', Buffer.from(pages.join('\n'))],
]

const apart = openApart()
console.log(`load ${loadavg()[0]?.toFixed(1)}`)
const rows = [{ file: 'PDF, the process being started', ms: await timed(PDF) }]
for (const file of FILES) {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(file))
  rows.push({ file: file[0], ms: median(times) })
}
await apart.close()
console.table(rows)

async function timed([name, kind, bytes]: File): Promise<number> {
  const begin = performance.now()
  const { state } = await apart.read({ bytes, kind, charset: null })
  if (state !== 'read') throw new Error(`${name}: ${state}`)
  return Math.round(performance.now() - begin)
}
