/**
 * Does a LIST pattern name this mailbox? `*` stands for anything, `%` for anything within one level.
 * RFC 9051 §6.3.9. The set of reachable pattern positions is followed, so that no pattern is slow.
 */
export function matchMailbox(pattern: string, name: string, delimiter: string): boolean {
  // RFC 9051 §5.1: only INBOX itself ignores letter case.
  if (name === 'INBOX' && /^inbox$/i.test(pattern)) return true
  let reached = closure(pattern, new Set([0]))
  for (const letter of name) {
    const next = new Set<number>()
    for (const at of reached) step(pattern, at, letter, delimiter, next)
    if (next.size === 0) return false
    reached = closure(pattern, next)
  }
  return reached.has(pattern.length)
}

function step(pattern: string, at: number, letter: string, delimiter: string, next: Set<number>): void {
  const wild = pattern[at]
  if (wild === '*' || (wild === '%' && letter !== delimiter)) next.add(at)
  else if (wild !== '%' && pattern.startsWith(letter, at)) next.add(at + letter.length)
}

/** A wildcard may stand for nothing. A Set yields what is added while it is walked. */
function closure(pattern: string, reached: Set<number>): Set<number> {
  for (const at of reached) if (pattern[at] === '*' || pattern[at] === '%') reached.add(at + 1)
  return reached
}
