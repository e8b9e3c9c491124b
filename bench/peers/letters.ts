import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { letter, receivedAt } from '../letters.ts'

interface File {
  readonly name: string
  readonly text: string
}

/** The first so many letters, a file each, of the time at which it came. */
export function writeLetters(folder: string, count: number, file: (n: number, letter: string) => File): void {
  for (let n = 0; n < count; n++) {
    const { name, text } = file(n, letter(n))
    const path = join(folder, name)
    writeFileSync(path, text)
    utimesSync(path, receivedAt(n), receivedAt(n))
  }
}
