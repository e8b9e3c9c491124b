import { quoteLocalPart } from '../mime/address.ts'

/** qtextSMTP and quoted-pairSMTP, with what RFC 6531 §3.3 adds. RFC 5321 §4.1.2 */
const QUOTED = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e]|[^\p{ASCII}\p{C}\p{Zl}\p{Zp}])*)"$/u

/** A local part between quotes, with no more of them than it needs; null where it is none, or empty. */
export function readQuoted(local: string): string | null {
  const content = QUOTED.exec(local)?.[1]?.replace(/\\([\x20-\x7e])/g, '$1')
  return content ? quoteLocalPart(content) : null
}

/** What stands in MAIL and RCPT around a mailbox whose local part is quoted. */
export interface QuotedPath {
  /** Before and after the local part, the angle brackets among them. */
  readonly before: string
  readonly local: string
  readonly after: string
}

const PATH =
  /^(?<before>[^:<>"]*:\s*<)(?:@[^\s,:@]+(?:,@[^\s,:@]+)*:)?(?<local>"(?:[^"\\]|\\.)*")(?<after>@[^\s<>@"]+>.*)$/u

/** Null where nothing is quoted, or not as it should be. */
export function readQuotedPath(command: string): QuotedPath | null {
  const { before, local: written, after } = PATH.exec(command)?.groups ?? {}
  const local = written === undefined ? null : readQuoted(written)
  return local === null ? null : { before: before!, local, after: after! }
}
