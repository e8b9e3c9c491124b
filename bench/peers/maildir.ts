import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { receivedAt } from '../letters.ts'
import { writeLetters } from './letters.ts'

/** A Maildir of letters that have been read, as Dovecot's own deliveries name and write them; it makes its index itself. */
export async function fillMaildir(folder: string, emails: number): Promise<void> {
  for (const name of ['cur', 'new', 'tmp']) await mkdir(join(folder, name), { recursive: true })
  await writeLetters(join(folder, 'cur'), emails, (n, letter) => {
    const text = letter.replaceAll('\r\n', '\n')
    const unique = `${receivedAt(n).getTime() / 1000}.M${n}P1.bench`
    return { name: `${unique},S=${text.length},W=${letter.length}:2,S`, text }
  })
}
