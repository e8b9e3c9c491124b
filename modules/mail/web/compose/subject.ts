/** What other programs and languages put before an answer or a forward. */
const PREFIX = /^\s*(?:re|ré|réf|rép|aw|sv|antw|tr|fw|fwd|wg|rv|enc|i)\s*(?:\[\d+\]|\(\d+\))?\s*:\s*/i

/** « Re: » or « TR: » once, whatever stood before. */
export function prefixed(prefix: string, subject: string): string {
  let bare = subject.trim()
  while (PREFIX.test(bare)) bare = bare.replace(PREFIX, '')
  return `${prefix} ${bare}`.trim()
}
