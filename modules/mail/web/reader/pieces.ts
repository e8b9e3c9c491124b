/** One line of a conversation: an open message, a closed one, or several that are out of sight. */
export type Piece =
  | { readonly kind: 'open'; readonly id: string }
  | { readonly kind: 'closed'; readonly id: string }
  | { readonly kind: 'folded'; readonly after: string; readonly ids: readonly string[] }

/** Closed messages in a row before those after the first are put away. */
const ROW = 3

/** The last message and the unread ones are open when one arrives. */
export function openAtFirst(messages: readonly { id: string; unread: boolean }[]): Set<string> {
  const last = messages.at(-1)
  const open = new Set(messages.filter(message => message.unread).map(message => message.id))
  if (last) open.add(last.id)
  return open
}

/** Of each run of closed messages the first is a line; the others are « n messages de plus » until asked for. */
export function layOut(
  ids: readonly string[],
  open: ReadonlySet<string>,
  unfolded: ReadonlySet<string>,
): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < ids.length; ) {
    const id = ids[at]!
    const run = runOfClosed(ids, at, open)
    if (run.length === 0) pieces.push({ kind: 'open', id })
    else if (run.length < ROW || unfolded.has(id)) pieces.push(...run.map(closed))
    else pieces.push(closed(id), { kind: 'folded', after: id, ids: run.slice(1) })
    at += Math.max(run.length, 1)
  }
  return pieces
}

const closed = (id: string): Piece => ({ kind: 'closed', id })

function runOfClosed(ids: readonly string[], from: number, open: ReadonlySet<string>): string[] {
  const end = ids.findIndex((id, at) => at >= from && open.has(id))
  return ids.slice(from, end === -1 ? ids.length : end)
}
