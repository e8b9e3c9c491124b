import { fold } from '../../../lib/filter.ts'
import { readBodyValue } from '../../../wire/mime/body-value.ts'
import { readHeaders, readText } from '../../../wire/mime/headers.ts'
import { type Part, walkParts } from '../../../wire/mime/part.ts'
import { readStructure } from '../../../wire/mime/structure.ts'

/** A text to look for: in a header field, or with `field` `body` or `text` in the message itself. */
export type TextKey =
  | { readonly key: 'header'; readonly field: string; readonly value: string }
  | { readonly key: 'text'; readonly field: 'body' | 'text'; readonly value: string }

export const isBodyKey = (key: TextKey): boolean => key.key === 'text'

/**
 * Asks one message. Its bytes are read and decoded once, and only as far as a question needs. RFC 9051 §6.4.4:
 * BODY looks at the body, TEXT at the header too; both here at the texts that people read, decoded.
 */
export function matchBytes(bytes: Buffer): (key: TextKey, needle: string) => boolean {
  const structure = once(() => readStructure(bytes))
  const fields = once(() =>
    readHeaders(bytes, structure()).map(
      ({ name, value }) => [name.toLowerCase(), fold(readText(value))] as const,
    ),
  )
  const texts = once(() => [...walkParts(structure())].flatMap(part => textsOf(bytes, part, structure())))
  return (key, needle) => {
    // RFC 9051 §6.4.4: an empty text stands in every message.
    if (key.key === 'text' && needle === '') return true
    if (key.key === 'header') {
      const name = key.field.toLowerCase()
      return fields().some(([field, value]) => field === name && value.includes(needle))
    }
    const inHeader =
      key.field === 'text' && fields().some(([name, value]) => `${name}: ${value}`.includes(needle))
    return inHeader || texts().some(text => text.includes(needle))
  }
}

function textsOf(bytes: Buffer, part: Part, root: Part): string[] {
  const texts: string[] = []
  if (part.type.startsWith('text/')) texts.push(fold(readBodyValue(bytes, part).value))
  // The header of a message inside is text of the body.
  if (part !== root && part.message)
    texts.push(
      ...readHeaders(bytes, part.message).map(({ name, value }) => fold(`${name}: ${readText(value)}`)),
    )
  return texts
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
