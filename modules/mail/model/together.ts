/** Bytes of messages in memory at once. */
const MAX_BYTES = 8 * 1024 * 1024
/** Messages that are read in one statement. */
const MAX_MESSAGES = 1000

/** Messages in groups that may be in memory together, in their order; what is bigger stands alone. */
export function* together<R extends { readonly size: number }>(
  rows: readonly R[],
  most = MAX_MESSAGES,
): Generator<R[]> {
  let group: R[] = []
  let bytes = 0
  for (const row of rows) {
    if (group.length > 0 && (group.length >= most || bytes + row.size > MAX_BYTES)) {
      yield group
      group = []
      bytes = 0
    }
    group.push(row)
    bytes += row.size
  }
  if (group.length > 0) yield group
}
