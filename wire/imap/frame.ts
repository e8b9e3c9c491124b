/** The octets of a literal, kept in memory, or only their number when they went elsewhere. */
export type Literal =
  | { readonly binary: boolean; readonly size: number; readonly bytes: Buffer }
  | { readonly binary: boolean; readonly size: number; readonly bytes?: undefined }

/**
 * One command as it came: text and literals by turns, beginning and ending with a text. A text is one
 * character per octet (latin1), without its CRLF and without the `{n}` of the literal that follows.
 */
export interface Frame {
  readonly pieces: readonly (string | Literal)[]
}

/** The tag of a command, when it can be read. RFC 9051 §9 (tag) */
export function frameTag(frame: Frame): string | undefined {
  const first = frame.pieces[0]
  return typeof first === 'string' ? /^[^\x00-\x20"%*+(){\\\x7f-\xff]+(?= |$)/.exec(first)?.[0] : undefined
}
