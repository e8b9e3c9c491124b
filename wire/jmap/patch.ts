import { Malformed } from '../../lib/errors.ts'
import { isObject, type JsonObject } from './json.ts'
import { escapePart, unescapePart } from './pointer.ts'
import type { PatchObject } from './record.ts'

/** What stands in a property that a patch empties with null; undefined removes the property. */
export type Emptied = (property: string) => unknown

const REMOVED: Emptied = () => undefined

/** Deeper than any record: whoever asks for more means harm. */
const MAX_PARTS = 16

/** The record after a patch; the record itself is not touched. Throws Malformed where the answer is `invalidPatch`. */
// RFC 8620 §5.3
export function applyPatch<R extends JsonObject>(
  record: R,
  patch: PatchObject,
  emptied: Emptied = REMOVED,
): R {
  checkPrefixes(Object.keys(patch))
  const result = new Patched(record)
  for (const [pointer, value] of Object.entries(patch)) {
    const parts = splitPointer(pointer)
    result.put(parts, value === null ? valueOfNull(parts, emptied) : value, pointer)
  }
  return result.whole as R
}

/** The patch that takes `record` back to what it was before `patch`. */
export const invertPatch = (record: JsonObject, patch: PatchObject): PatchObject =>
  Object.fromEntries(
    Object.keys(patch).map(pointer => [pointer, valueAt(record, splitPointer(pointer)) ?? null]),
  )

/** One patch that does what `first` and then `second` do. */
export function mergePatches(first: PatchObject, second: PatchObject): PatchObject {
  const merged = new Map(Object.entries(first))
  for (const [pointer, value] of Object.entries(second)) {
    const outer = ancestors(pointer).find(ancestor => merged.has(ancestor))
    if (outer !== undefined) merged.set(outer, patchInside(merged.get(outer), outer, pointer, value))
    else {
      for (const earlier of merged.keys()) if (earlier.startsWith(`${pointer}/`)) merged.delete(earlier)
      merged.set(pointer, value)
    }
  }
  return Object.fromEntries(merged)
}

/** The pointer of a member inside a property: `pointerOf('keywords', '$seen')`. */
export const pointerOf = (...parts: readonly string[]): string => parts.map(escapePart).join('/')

/** The property that a pointer changes, in whole or inside. */
export const propertyOf = (pointer: string): string => splitPointer(pointer)[0]

function splitPointer(pointer: string): [string, ...string[]] {
  const [first = '', ...rest] = pointer.split('/').map(unescapePart)
  return [first, ...rest]
}

// RFC 8620 §5.3
function checkPrefixes(pointers: readonly string[]): void {
  const all = new Set(pointers)
  const deep = pointers.find(pointer => pointer.split('/', MAX_PARTS + 1).length > MAX_PARTS)
  if (deep !== undefined) throw new Malformed(`more than ${MAX_PARTS} parts`, deep.slice(0, 100))
  for (const pointer of pointers)
    if (ancestors(pointer).some(ancestor => all.has(ancestor)))
      throw new Malformed('one pointer of the patch is inside another', pointer)
}

/** "a/b/c" → "a", "a/b". */
function ancestors(pointer: string): string[] {
  const parts = pointer.split('/')
  return parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join('/'))
}

// RFC 8620 §5.3
const valueOfNull = ([property, ...inside]: readonly [string, ...string[]], emptied: Emptied): unknown =>
  inside.length === 0 ? emptied(property) : undefined

/** A record that is patched: what is changed inside is copied once, however much of it changes. */
class Patched {
  readonly whole: JsonObject
  readonly #own = new WeakSet<object>()

  constructor(record: JsonObject) {
    this.whole = this.#copy(record)
  }

  // RFC 8620 §5.3
  put(parts: readonly string[], value: unknown, pointer: string): void {
    let target = this.whole
    for (const part of parts.slice(0, -1)) {
      const inner = Object.hasOwn(target, part) ? target[part] : undefined
      if (!isObject(inner)) throw new Malformed('the pointer goes inside what is not an object', pointer)
      const own = this.#own.has(inner) ? inner : this.#copy(inner)
      define(target, part, own)
      target = own
    }
    const last = parts.at(-1)!
    if (value === undefined) Reflect.deleteProperty(target, last)
    else define(target, last, value)
  }

  #copy(object: JsonObject): JsonObject {
    const copy = { ...object }
    this.#own.add(copy)
    return copy
  }
}

/** A member, whatever its name: to set `__proto__` would make none. */
const define = (target: JsonObject, name: string, value: unknown): void =>
  void Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })

function patchInside(base: unknown, outer: string, pointer: string, value: unknown): unknown {
  if (!isObject(base)) throw new Malformed('the pointer goes inside what is not an object', pointer)
  const inside = pointer
    .slice(outer.length + 1)
    .split('/')
    .map(unescapePart)
  const result = new Patched(base)
  result.put(inside, value ?? undefined, pointer)
  return result.whole
}

const valueAt = (target: unknown, parts: readonly string[]): unknown =>
  parts.reduce<unknown>(
    (value, part) => (isObject(value) && Object.hasOwn(value, part) ? value[part] : undefined),
    target,
  )
