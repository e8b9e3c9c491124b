import { type HeaderField, unfold } from './header-fields.ts'
import { readHeaderAs } from './headers.ts'

/** The ways in which a letter of a list says that one leaves it: the first of each kind. RFC 2369 §3.2 */
export interface Unsubscribe {
  /** Where one POST without a word more is enough. */
  readonly oneClick: string | null
  /** A letter to be sent. */
  readonly mailto: string | null
  /** A page for people. */
  readonly page: string | null
}

/** Null where there is none, or where two fields contradict each other. */
export function readUnsubscribe(fields: readonly HeaderField[]): Unsubscribe | null {
  const [ways, ...others] = named(fields, UNSUBSCRIBE)
  if (ways === undefined || others.length > 0) return null
  const urls = readHeaderAs(ways, 'asURLs') ?? []
  const mailto = urls.find(url => /^mailto:[^?]*@/i.test(url)) ?? null
  const page = urls.find(url => URL.parse(url)?.protocol === 'https:') ?? null
  if (mailto === null && page === null) return null
  return { oneClick: isOneClick(named(fields, UNSUBSCRIBE_POST)) ? page : null, mailto, page }
}

export const UNSUBSCRIBE = 'list-unsubscribe'
export const UNSUBSCRIBE_POST = 'list-unsubscribe-post'

/** The one thing that is ever said. RFC 8058 §3.1 */
export const ONE_CLICK = 'List-Unsubscribe=One-Click'

const named = (fields: readonly HeaderField[], name: string): string[] =>
  fields.filter(field => field.name.toLowerCase() === name).map(({ value }) => value)

const isOneClick = (values: readonly string[]): boolean =>
  values.length === 1 && unfold(values[0]!).trim().toLowerCase() === ONE_CLICK.toLowerCase()
