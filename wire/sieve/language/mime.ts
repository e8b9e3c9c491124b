import { unfold } from '../../mime/header-fields.ts'
import { readParameterised } from '../../mime/parameters.ts'
import { walkParts } from '../../mime/part.ts'
import type { Call, Complain, Extension, Run, TagSpec } from '../language.ts'
import type { Field } from '../letter.ts'

// RFC 5703 §4
export const mime: Extension = { name: 'mime' }

/** A test looks at the header of a part, and of those inside it, rather than at the message's. RFC 5703 §4 */
export const PART_HEADER_TAGS: Readonly<Record<string, TagSpec>> = {
  ':mime': { needs: 'mime' },
  ':anychild': { needs: 'mime' },
}

/** What of a Content-Type or a Content-Disposition is compared. RFC 5703 §4.1 */
export const CONTENT_TAGS: Readonly<Record<string, TagSpec>> = {
  ':type': { needs: 'mime', group: 'content' },
  ':subtype': { needs: 'mime', group: 'content' },
  ':contenttype': { needs: 'mime', group: 'content' },
  ':param': { needs: 'mime', group: 'content', value: 'strings' },
}

const NEED_MIME = [':anychild', ...Object.keys(CONTENT_TAGS)]

export function checkMime(call: Call, complain: Complain): void {
  const tag = NEED_MIME.find(one => call.tags.has(one))
  if (tag !== undefined && !call.tags.has(':mime')) complain('needsTag', { tag, other: ':mime' })
}

/** Of coming to it, in characters compared. */
const COST_OF_PART = 64

/** The headers that a test looks at. */
export function headersOf(call: Call, run: Run): readonly (readonly Field[])[] {
  if (!call.tags.has(':mime')) return [run.fields]
  const root = run.letter.structure()
  const part = run.part ?? root
  const parts = call.tags.has(':anychild') ? [...walkParts(part)] : [part]
  return parts.map(one => {
    const fields = one === root ? run.fields : run.letter.fieldsOf(one)
    run.spend(fields.reduce((sum, field) => sum + field.name.length + field.raw.length, COST_OF_PART))
    return fields
  })
}

/** The texts of a field that are compared: its own, or that of what it says of the content. */
export function textsOf(call: Call, run: Run, field: Field): string[] {
  const tag = Object.keys(CONTENT_TAGS).find(one => call.tags.has(one))
  if (tag === undefined) return [field.text]
  if (!/^content-(?:type|disposition)$/i.test(field.name)) return []
  const { value, parameters } = readParameterised(unfold(field.raw).trim())
  const [type = '', subtype = ''] = value.split('/')
  if (tag === ':type') return [type]
  if (tag === ':subtype') return [subtype]
  if (tag === ':contenttype') return [value]
  return run.texts(call.tags.get(':param')).flatMap(name => parameters[name.toLowerCase()] ?? [])
}
