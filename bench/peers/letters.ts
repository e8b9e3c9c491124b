import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { letter, receivedAt } from '../letters.ts'

interface File {
  readonly name: string
  readonly text: string
}

/** Files between which others get their turn, such as who calls it off. */
const TURN = 1000

/** The first so many letters, a file each, of the time at which it came. */
export async function writeLetters(
  folder: string,
  count: number,
  file: (n: number, letter: string) => File,
): Promise<void> {
  for (let n = 0; n < count; n++) {
    if (n % TURN === 0) await turn()
    const { name, text } = file(n, letter(n))
    const path = join(folder, name)
    writeFileSync(path, text)
    utimesSync(path, receivedAt(n), receivedAt(n))
  }
}
