import { Malformed } from '../../lib/errors.ts'
import { isObject } from './json.ts'

/** The parts of a JSON pointer, unescaped. */
// RFC 6901 §3
export function readPointer(pointer: string): string[] {
  if (pointer === '') return []
  if (!pointer.startsWith('/')) throw new Malformed('a JSON pointer begins with "/"', pointer)
  return pointer.slice(1).split('/').map(unescapePart)
}

// RFC 6901 §4
export const unescapePart = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

// RFC 6901 §3
export const escapePart = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1')

/** What a pointer names in a value; "*" maps the rest over a list and flattens the lists that come out. */
// RFC 8620 §3.7
export const resolvePointer = (value: unknown, pointer: string): unknown =>
  resolveParts(value, readPointer(pointer), pointer)

function resolveParts(value: unknown, parts: readonly string[], pointer: string): unknown {
  const [part, ...rest] = parts
  if (part === undefined) return value
  if (Array.isArray(value)) {
    return part === '*'
      ? flatMapParts(value, rest, pointer)
      : resolveParts(itemAt(value, part, pointer), rest, pointer)
  }
  if (!isObject(value) || !Object.hasOwn(value, part))
    throw new Malformed('the pointer leads nowhere', pointer)
  return resolveParts(value[part], rest, pointer)
}

const flatMapParts = (list: readonly unknown[], rest: readonly string[], pointer: string): unknown[] =>
  list.flatMap(item => resolveParts(item, rest, pointer))

// RFC 6901 §4
function itemAt(list: readonly unknown[], part: string, pointer: string): unknown {
  if (!/^(0|[1-9]\d*)$/.test(part) || Number(part) >= list.length)
    throw new Malformed('the pointer leads nowhere', pointer)
  return list[Number(part)]
}
