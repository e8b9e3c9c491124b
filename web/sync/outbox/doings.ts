import { refKey } from '../change.ts'
import type { Entry } from './entry.ts'

/** How many doings wait, as people count them: what was done together, or to the same record, is one. */
export function countDoings(entries: readonly Entry[]): number {
  const groups = new Groups()
  for (const entry of entries) groups.unite(namesOf(entry))
  return groups.count()
}

const namesOf = ({ doing, tickets, effects }: Entry): readonly string[] => [
  doing ?? tickets[0]!,
  ...effects.flatMap(change => [
    refKey(change),
    ...(change.kind === 'destroy' && change.onceMade !== undefined
      ? [refKey({ ...change, id: change.onceMade })]
      : []),
  ]),
]

/** Names that belong together: each leads to another of its group, and the last of them to itself. */
class Groups {
  readonly #next = new Map<string, string>()

  unite([first, ...others]: readonly string[]): void {
    for (const other of others) this.#next.set(this.#last(other), this.#last(first!))
  }

  count(): number {
    return [...this.#next].filter(([name, next]) => name === next).length
  }

  #last(name: string): string {
    let last = name
    for (let next = this.#next.get(last); next !== undefined && next !== last; next = this.#next.get(last)) {
      this.#next.set(last, this.#next.get(next) ?? next)
      last = next
    }
    if (!this.#next.has(last)) this.#next.set(last, last)
    return last
  }
}
