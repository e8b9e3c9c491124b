import type { Chance } from './chance.ts'

export const MAX_BYTES = 256 * 1024
const MAX_CHANGES = 6
const MAX_REPEATS = 200

/** What grammars turn on: ends, zeros, signs, and the octets around the edges of ASCII and UTF-8. */
const WORDS = [
  '\0',
  '\r',
  '\n',
  '\r\n',
  '\r\n\r\n',
  '"',
  '\\',
  '(',
  ')',
  '<',
  '>',
  '{9}\r\n',
  '%',
  '=',
  '=?',
  '?=',
]
  .concat(['--', ';', ':', ',', '@', '*', '-1', '0', '4294967296', '9'.repeat(30), ' ', '\t', '[', ']', '~'])
  .map(word => Buffer.from(word))
  .concat(
    [[0x7f], [0x80], [0xc3], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xff]].map(octets =>
      Buffer.from(octets),
    ),
  )

type Change = (input: Buffer, chance: Chance, seeds: readonly Buffer[]) => Buffer

/** A seed with a few changes. */
export function mutant(seeds: readonly Buffer[], chance: Chance): Buffer {
  let input = one(seeds, chance)
  for (let left = 1 + chance(MAX_CHANGES); left > 0; left--)
    input = one(CHANGES, chance)(input, chance, seeds).subarray(0, MAX_BYTES)
  return Buffer.from(input)
}

const one = <T>(among: readonly T[], chance: Chance): T => among[chance(among.length)]!

const CHANGES: readonly Change[] = [flip, drop, repeat, insertWord, insertWord, borrow, splice, cut]

function flip(input: Buffer, chance: Chance): Buffer {
  if (input.length === 0) return input
  const changed = Buffer.from(input)
  const at = chance(input.length)
  changed[at] = chance(2) ? changed[at]! ^ (1 << chance(8)) : chance(256)
  return changed
}

function drop(input: Buffer, chance: Chance): Buffer {
  const [start, end] = range(input, chance)
  return Buffer.concat([input.subarray(0, start), input.subarray(end)])
}

/** Once more, or so often that what nests or adds up does so. */
function repeat(input: Buffer, chance: Chance): Buffer {
  const [start, end] = range(input, chance)
  const times = chance(4) ? 1 : Math.min(chance(MAX_REPEATS), Math.floor(MAX_BYTES / (end - start + 1)))
  const copies = Array.from({ length: times }, () => input.subarray(start, end))
  return Buffer.concat([input.subarray(0, end), ...copies, input.subarray(end)])
}

function insertWord(input: Buffer, chance: Chance): Buffer {
  return inserted(input, chance(input.length + 1), one(WORDS, chance))
}

/** A piece of another seed. */
function borrow(input: Buffer, chance: Chance, seeds: readonly Buffer[]): Buffer {
  const other = one(seeds, chance)
  const [start, end] = range(other, chance)
  return inserted(input, chance(input.length + 1), other.subarray(start, end))
}

/** The beginning of this one and the end of another. */
function splice(input: Buffer, chance: Chance, seeds: readonly Buffer[]): Buffer {
  const other = one(seeds, chance)
  return Buffer.concat([
    input.subarray(0, chance(input.length + 1)),
    other.subarray(chance(other.length + 1)),
  ])
}

function cut(input: Buffer, chance: Chance): Buffer {
  return input.subarray(0, chance(input.length + 1))
}

const inserted = (input: Buffer, at: number, piece: Buffer): Buffer =>
  Buffer.concat([input.subarray(0, at), piece, input.subarray(at)])

/** Mostly short. */
function range(input: Buffer, chance: Chance): [start: number, end: number] {
  const start = chance(input.length + 1)
  const longest = Math.min(input.length - start, chance(3) ? 16 : input.length)
  return [start, start + chance(longest + 1)]
}
