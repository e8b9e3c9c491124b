import { writeBlobId } from '../../../../doors/jmap/blob/name.ts'
import type { Digest } from '../../../../lib/id.ts'
import { type HeaderField, readHeaderAs, readHeaders } from '../../../../wire/mime/headers.ts'
import { contentIdOf, isMultipart, type Part } from '../../../../wire/mime/part.ts'
import { readProperty } from '../../../../wire/mime/write-header.ts'

/** A message of which parts are told: where its bytes are, and which part of them it is. */
export interface Source {
  readonly digest: Digest
  /** Path of the part that holds the message; '' when it is the blob. */
  readonly prefix: string
  readonly bytes: Buffer | null
}

// RFC 8621 §4.1.4
export function writeBodyPart(part: Part, source: Source, wanted: ReadonlySet<string>, deep = false): object {
  const written: Record<string, unknown> = {}
  for (const name of wanted) {
    if (name === 'headers' || name.startsWith('header:'))
      written[name] = headerProperty(name, fieldsOf(part, source))
    else if (name !== 'subParts') written[name] = MEMBERS[name]!(part, source)
  }
  if ((deep || wanted.has('subParts')) && isMultipart(part))
    written['subParts'] = (part.parts ?? []).map(child => writeBodyPart(child, source, wanted, deep))
  else if (wanted.has('subParts')) written['subParts'] = null
  return written
}

const MEMBERS: Readonly<Record<string, (part: Part, source: Source) => unknown>> = {
  partId: part => (isMultipart(part) ? null : part.path),
  blobId: (part, { digest, prefix }) =>
    isMultipart(part) ? null : writeBlobId(digest, prefix ? `${prefix}.${part.path}` : part.path),
  size: part => (isMultipart(part) ? 0 : part.size),
  name: part => part.filename ?? null,
  type: part => part.type,
  charset: part => (part.type.startsWith('text/') ? (part.parameters['charset'] ?? 'us-ascii') : null),
  disposition: part => part.disposition ?? null,
  cid: contentIdOf,
  language: part => part.language ?? null,
  location: part => part.location ?? null,
}

const fieldsOf = (part: Part, { bytes }: Source): HeaderField[] => (bytes ? readHeaders(bytes, part) : [])

/** `headers`, or `header:{name}[:as{form}][:all]`. RFC 8621 §4.1.3 */
export function headerProperty(property: string, fields: readonly HeaderField[]): unknown {
  if (property === 'headers') return fields.map(({ name, value }) => ({ name, value }))
  const { name, form, isAll } = readProperty(property)
  const values = fields
    .filter(field => field.name.toLowerCase() === name.toLowerCase())
    .map(field => readHeaderAs(field.value, form))
  return isAll ? values : (values.at(-1) ?? null)
}
