import type { Envelope } from './envelope.ts'

/**
 * One node of a message. Offsets are into the message's own bytes:
 *
 *   headerStart … headerEnd | blank line | bodyStart … bodyEnd
 *
 * Always headerStart ≤ headerEnd ≤ bodyStart ≤ bodyEnd, and a child lies inside its parent's body.
 */
export interface Part {
  /** IMAP section number. A multipart that is a whole message has its container's ('' at the top). */
  path: string
  headerStart: number
  headerEnd: number
  bodyStart: number
  bodyEnd: number
  /** Line ends in the body. */
  lines: number
  /** Octets once the transfer encoding is undone. */
  size: number
  /** In lower case, always `type/subtype`. */
  type: string
  parameters: Record<string, string>
  /** In lower case; '7bit' where the message says nothing. */
  encoding: string
  disposition?: string
  dispositionParameters?: Record<string, string>
  /** RFC 8621 §4.1.4: the filename of the disposition, else the name of the type. */
  filename?: string
  id?: string
  description?: string
  language?: string[]
  location?: string
  md5?: string
  /** Of a multipart. */
  parts?: Part[]
  /** Of a message/rfc822 that is not encoded. */
  message?: Part
  envelope?: Envelope
}

export function isMultipart(part: Part): boolean {
  return part.type.startsWith('multipart/')
}

/** The part and all below it, nested messages included, in the order of the bytes. */
export function* walkParts(part: Part): Generator<Part> {
  yield part
  for (const child of part.parts ?? []) yield* walkParts(child)
  if (part.message !== undefined) yield* walkParts(part.message)
}

/** The part with that section number; a nested message's own root is reached through its container. */
export function findPart(root: Part, path: string): Part | null {
  let part = root
  if (path === '') return root
  for (const [depth, number] of path.split('.').entries()) {
    const next = childOf(
      depth === 0 ? root : (part.message ?? part),
      Number(number),
      depth === 0 || part.message !== undefined,
    )
    if (next === null) return null
    part = next
  }
  return part
}

// RFC 9051 §6.4.5.1: the only part of a message that is no multipart is its part 1.
function childOf(part: Part, number: number, isMessage: boolean): Part | null {
  if (isMultipart(part)) return part.parts?.[number - 1] ?? null
  return isMessage && number === 1 ? part : null
}

/** RFC 9051 §6.4.5.1: section numbers. */
export function numberMessage(root: Part, prefix = ''): void {
  root.path = isMultipart(root) ? prefix : joinPath(prefix, 1)
  if (root.message !== undefined) numberMessage(root.message, root.path)
  numberChildren(root, prefix)
}

function numberChildren(parent: Part, prefix: string): void {
  for (const [i, child] of (parent.parts ?? []).entries()) {
    child.path = joinPath(prefix, i + 1)
    if (child.parts !== undefined) numberChildren(child, child.path)
    if (child.message !== undefined) numberMessage(child.message, child.path)
  }
}

function joinPath(prefix: string, number: number): string {
  return prefix === '' ? `${number}` : `${prefix}.${number}`
}

/** The Content-ID without its angle brackets, as `cid:` and JMAP name it. RFC 2392 §2 */
export function contentIdOf(part: Part): string | null {
  const id = part.id?.replace(/^\s*<|>\s*$/g, '').trim() ?? ''
  return id === '' ? null : id
}
