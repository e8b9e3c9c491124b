import type { House } from '../../../../core/house.ts'
import { type Opened, openBlob } from '../../../../doors/jmap/blob/open.ts'
import { invalid, invalidProperties } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { AccountId } from '../../../../lib/id.ts'
import { isObject, type JsonObject } from '../../../../wire/jmap/json.ts'
import type { Draft, DraftHeaders, DraftPart } from '../../../../wire/mime/draft.ts'
import { readHeader } from './header-value.ts'

const BODY_PROPERTIES = new Set(['bodyStructure', 'bodyValues', 'textBody', 'htmlBody', 'attachments'])
export const isBodyProperty = (name: string): boolean => BODY_PROPERTIES.has(name)

const PART_PROPERTIES = new Set(
  'partId blobId size name type charset disposition cid language location subParts'.split(' '),
)

type Values = JsonObject
type Bodies = Pick<Draft, 'bodyStructure' | 'textBody' | 'htmlBody' | 'attachments'>

/** What the parts of a creation are made of: its values, and blobs that were looked up before. RFC 8621 §4.6 */
export class DraftBody {
  readonly blobs: ReadonlyMap<string, Opened>

  constructor(blobs: ReadonlyMap<string, Opened>) {
    this.blobs = blobs
  }

  read(given: Values): Bodies {
    if (given['bodyStructure'] === undefined || given['bodyStructure'] === null) return this.readLists(given)
    const beside = ['textBody', 'htmlBody', 'attachments'].filter(name => listOf(given, name).length > 0)
    if (beside.length > 0)
      throw invalidProperties(beside.map(name => [name, 'does not stand beside bodyStructure']))
    return { bodyStructure: this.readPart(given['bodyStructure'], given, 'bodyStructure') }
  }

  readLists(given: Values): Bodies {
    const text = this.readText(given, 'textBody', 'text/plain')
    const html = this.readText(given, 'htmlBody', 'text/html')
    const attachments = listOf(given, 'attachments').map((part, i) =>
      this.readPart(part, given, `attachments/${i}`),
    )
    return {
      ...(text !== null && { textBody: text }),
      ...(html !== null && { htmlBody: html }),
      ...(attachments.length > 0 && { attachments }),
    }
  }

  /** RFC 8621 §4.6: one part, of this type. */
  readText(given: Values, name: string, type: string): DraftPart | null {
    const [only, ...more] = listOf(given, name)
    if (only === undefined) return null
    const part = this.readPart({ type, ...(isObject(only) ? only : {}) }, given, name)
    if (more.length > 0 || part.type !== type) throw invalid(name, `one part of type ${type} is expected`)
    return part
  }

  readPart(value: unknown, given: Values, at: string): DraftPart {
    if (!isObject(value)) throw invalid(at, 'a body part is expected')
    const type = textOf(value, 'type', at) ?? 'text/plain'
    return {
      type,
      ...readMembers(value, at),
      ...(type.startsWith('multipart/')
        ? this.readChildren(value, given, at)
        : this.readContent(value, given, at)),
    }
  }

  readChildren(value: Values, given: Values, at: string): Partial<DraftPart> {
    const children = value['subParts']
    if (!Array.isArray(children) || children.length === 0) throw invalid(at, 'a multipart has subParts')
    return { subParts: children.map((child, i) => this.readPart(child, given, `${at}/subParts/${i}`)) }
  }

  readContent(value: Values, given: Values, at: string): Partial<DraftPart> {
    const [partId, blobId] = [textOf(value, 'partId', at), textOf(value, 'blobId', at)]
    if ((partId === null) === (blobId === null)) throw invalid(at, 'either partId or blobId is expected')
    const charset = textOf(value, 'charset', at)
    if (blobId !== null)
      return { ...bytesOf(this.blobs.get(blobId)!), ...(charset && { parameters: { charset } }) }
    if (charset !== null) throw invalid(at, 'the charset of a text is chosen by the server')
    if ((value['size'] ?? null) !== null) throw invalid(`${at}/size`, 'the size of a text follows from it')
    return { text: readValue(given, partId!) }
  }
}

const bytesOf = (blob: Opened): Partial<DraftPart> => ({
  open: async function* () {
    yield* (await blob.read(0, blob.size)) as AsyncIterable<Buffer>
  },
})

function readValue(given: Values, partId: string): string {
  const values = given['bodyValues']
  const found = isObject(values) ? values[partId] : undefined
  if (!isObject(found) || typeof found['value'] !== 'string')
    throw invalid('bodyValues', `"${partId}" is missing`)
  const faults = ['isEncodingProblem', 'isTruncated'].filter(fault => found[fault] === true)
  if (faults.length > 0)
    throw invalidProperties(
      faults.map(fault => [`bodyValues/${partId}/${fault}`, 'the value is not whole'] as const),
    )
  return found['value']
}

function readMembers(value: Values, at: string): Partial<DraftPart> {
  const [name, cid, location] = [
    textOf(value, 'name', at),
    textOf(value, 'cid', at),
    textOf(value, 'location', at),
  ]
  const disposition = textOf(value, 'disposition', at)
  const language = value['language'] as readonly string[] | null | undefined
  const headers: Record<string, unknown> = {}
  for (const [property, header] of Object.entries(value)) {
    if (PART_PROPERTIES.has(property)) continue
    if (!property.startsWith('header:')) throw invalid(`${at}/${property}`, 'cannot be set')
    headers[property] = readHeader(property, header, at)
  }
  return {
    ...(name !== null && { name }),
    ...(cid !== null && { cid }),
    ...(location !== null && { location }),
    ...(disposition !== null && { disposition: disposition === 'inline' ? 'inline' : 'attachment' }),
    ...(Array.isArray(language) && { language: language.map(String) }),
    ...(Object.keys(headers).length > 0 && { headers: headers as DraftHeaders }),
  }
}

function textOf(value: Values, name: string, at: string): string | null {
  const text = value[name] ?? null
  if (text !== null && typeof text !== 'string') throw invalid(`${at}/${name}`, 'a string is expected')
  return text
}

function listOf(given: Values, name: string): readonly unknown[] {
  const list = given[name] ?? []
  if (!Array.isArray(list)) throw invalid(name, 'a list is expected')
  return list
}

const PLACES_OF_PARTS = ['bodyStructure', 'textBody', 'htmlBody', 'attachments']

/** Opens every blob that a creation names, at any depth. */
export async function openBlobsOf(
  house: House,
  accountId: AccountId,
  given: Values,
): Promise<ReadonlyMap<string, Opened>> {
  const opened = new Map<string, Opened>()
  const missing: string[] = []
  for (const id of new Set(blobIdsIn(PLACES_OF_PARTS.map(name => given[name])))) {
    try {
      opened.set(id, await openBlob(house, accountId, id))
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'notFound')) throw error
      missing.push(id)
    }
  }
  // RFC 8621 §4.6
  if (missing.length > 0)
    throw new Refused('notFound', 'some blobs are not there', { type: 'blobNotFound', notFound: missing })
  return opened
}

function blobIdsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(blobIdsIn)
  if (!isObject(value)) return []
  const own = typeof value['blobId'] === 'string' ? [value['blobId']] : []
  return [...own, ...blobIdsIn(value['subParts'])]
}
