import { Malformed } from '../../../lib/errors.ts'
import { bitOf } from '../../../store/access.ts'
import { type MailboxRight, mailbox } from '../types.ts'

// RFC 8621 §2 names, for each right of a mailbox, the letters of RFC 4314 that stand behind it. Letters of one line are
// tied: they are given and taken together.

const TIED: readonly (readonly [letters: string, rights: readonly MailboxRight[]])[] = [
  ['lr', ['mayReadItems']],
  ['s', ['maySetSeen']],
  ['w', ['maySetKeywords']],
  ['i', ['mayAddItems']],
  ['p', ['maySubmit']],
  ['k', ['mayCreateChild']],
  ['x', ['mayRename', 'mayDelete']],
  ['te', ['mayRemoveItems']],
  ['a', ['mayShare']],
]

/** RFC 4314 §2.1.1: letters of the specification before, and those that they stand for today. */
const OBSOLETE = [
  ['c', 'kx'],
  ['d', 'te'],
] as const

/** What can be given to somebody, in the order in which LISTRIGHTS tells it. */
export const RIGHT_GROUPS: readonly string[] = [...TIED, ...OBSOLETE].map(([letters]) => letters)

/** Bits as letters; a right that has only one half of what its letter means is not told. */
export function lettersOf(rights: number): string {
  const letters = TIED.filter(([, names]) => includes(rights, names)).map(([text]) => text)
  const old = OBSOLETE.filter(([, today]) => letters.some(text => today.includes(text)))
  return [...letters, ...old.map(([letter]) => letter)].join('')
}

const includes = (rights: number, names: readonly MailboxRight[]): boolean =>
  names.every(name => (rights & bitOf(mailbox, name)) !== 0)

/** Letters as bits; RFC 4314 §3.1 has a letter that we do not know refused. */
export function bitsOf(letters: string): number {
  let bits = 0
  for (const letter of letters) {
    const today = OBSOLETE.find(([old]) => old === letter)?.[1] ?? letter
    const found = TIED.filter(([text]) => [...today].some(one => text.includes(one)))
    if (found.length === 0) throw new Malformed(`There is no right ${letter}`)
    for (const [, names] of found) for (const name of names) bits |= bitOf(mailbox, name)
  }
  return bits
}
