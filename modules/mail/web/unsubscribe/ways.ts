import type { Person } from '../../../../web/ui/index.ts'
import { readMailto } from '../compose/mailto.ts'
import type { Ways } from '../reader/rendered.ts'

/** One way of leaving a list, as it is offered. */
export type Way =
  | { readonly kind: 'oneClick'; readonly host: string }
  | LetterOut
  | { readonly kind: 'page'; readonly host: string; readonly href: string }

export interface LetterOut {
  readonly kind: 'letter'
  readonly to: Person
  readonly subject: string
  readonly body: string
}

/** The ways, the quietest first: what the server does, a letter, a page that people have to look at. */
export function waysOf({ isOneClick, mailto, page }: Ways): readonly Way[] {
  const url = page === null ? null : URL.parse(page)
  const isPage = url?.protocol === 'https:'
  return [
    ...(isOneClick && isPage ? [{ kind: 'oneClick' as const, host: url.host }] : []),
    ...(mailto === null ? [] : letterTo(mailto)),
    ...(isPage ? [{ kind: 'page' as const, host: url.host, href: url.href }] : []),
  ]
}

/** To those who are to read it alone: a link may name more. */
function letterTo(mailto: string): readonly LetterOut[] {
  const { to: [to] = [], subject = '', body = '' } = readMailto(mailto)
  return to ? [{ kind: 'letter', to, subject, body }] : []
}
