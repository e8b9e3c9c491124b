import { readTnef } from '../tnef/tnef.ts'
import { findPart, type Part } from './part.ts'
import { readStructure } from './structure.ts'
import { decodePart } from './transfer.ts'

/**
 * The content of a part, by its section number. Numbers go on into what the tree of parts does not show: a message that
 * came encoded or under another type, and the files of a winmail.dat, which are numbered from 1.
 */
export function readInner(bytes: Buffer, path: string): Buffer | null {
  const root = readStructure(bytes)
  const part = findPart(root, path)
  if (part) return decodePart(bytes, part)
  const numbers = path.split('.')
  for (let length = numbers.length - 1; length > 0; length--) {
    const holder = findPart(root, numbers.slice(0, length).join('.'))
    if (holder && !holder.parts && !holder.message)
      return readWithin(decodePart(bytes, holder), isMessage(holder), numbers.slice(length))
  }
  return null
}

/** A message as a file, whatever its sender's program made of it. */
export const isMessage = ({ type, filename }: Pick<Part, 'type' | 'filename'>): boolean =>
  /^message\/(rfc822|global)$/.test(type) || /\.eml$/i.test(filename ?? '')

function readWithin(
  content: Buffer,
  mayBeMessage: boolean,
  [number, ...rest]: readonly string[],
): Buffer | null {
  const tnef = readTnef(content)
  if (!tnef) return mayBeMessage ? readInner(content, [number, ...rest].join('.')) : null
  const file = tnef.files[Number(number) - 1]
  if (!file) return null
  return rest.length > 0 ? readWithin(file.bytes, false, rest) : file.bytes
}
