/**
 * Does a LIST pattern name a mailbox? `*` stands for anything, `%` for anything within one level.
 * RFC 9051 §6.3.9. The set of reachable pattern positions is followed, so that no pattern is slow: with runs
 * of wildcards made one, no more than two positions are reachable for each letter of the name.
 */
export function mailboxMatcher(pattern: string, delimiter: string): (name: string) => boolean {
  const short = pattern.replace(/[*%]{2,}/g, run => (run.includes('*') ? '*' : '%'))
  // RFC 9051 §5.1: only INBOX itself ignores letter case.
  const inbox = /^inbox$/i.test(pattern)
  return name => (inbox ? name === 'INBOX' : matches(short, name, delimiter))
}

function matches(pattern: string, name: string, delimiter: string): boolean {
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
