import type { DocumentKind } from '../../../../wire/document/kind.ts'
import { kindOfFile } from '../../../../wire/document/kind.ts'
import { bodyParts } from '../../../../wire/mime/body-lists.ts'
import { type Part, walkParts } from '../../../../wire/mime/part.ts'

/** A part of a message whose text can be read, beside the bodies. */
export interface Readable {
  readonly part: Part
  readonly kind: DocumentKind
}

/** Of one message; more are no letter. */
const MAX_READABLE = 50

/** What stands in messages inside is read as well, their bodies among it. */
export function readableParts(structure: Part): Readable[] {
  const { textBody, htmlBody } = bodyParts(structure)
  const bodies = new Set([...textBody, ...htmlBody])
  const found: Readable[] = []
  for (const part of walkParts(structure)) {
    const kind = part.parts || part.message || bodies.has(part) ? null : kindOfPart(part)
    if (kind) found.push({ part, kind })
    if (found.length >= MAX_READABLE) break
  }
  return found
}

export const kindOfPart = ({ type, filename }: Part): DocumentKind | null =>
  kindOfFile(type, filename ?? null)
