import type { Variables } from './language.ts'
import { MAX_VARIABLE, MAX_VARIABLES } from './limits.ts'

/** Variables that all scripts of a run share, by their names. RFC 6609 §3.4 */
export type Shared = Map<string, string>

/** The variables of one script. */
export class VariableStore implements Variables {
  matches: readonly string[] = []
  private readonly own = new Map<string, string>()
  private readonly sharedNames = new Set<string>()
  private readonly shared: Shared
  private readonly onTooMany: () => never

  constructor(shared: Shared, onTooMany: () => never) {
    this.shared = shared
    this.onTooMany = onTooMany
  }

  read(name: string): string {
    if (/^\d+$/.test(name)) return this.matches[Number(name)] ?? ''
    const key = this.sharedKey(name)
    return (key === null ? this.own.get(name) : this.shared.get(key)) ?? ''
  }

  write(name: string, value: string): void {
    const key = this.sharedKey(name)
    const place = key === null ? this.own : this.shared
    const cut = value.length > MAX_VARIABLE ? value.slice(0, MAX_VARIABLE).toWellFormed() : value
    if (!place.has(key ?? name) && place.size >= MAX_VARIABLES) this.onTooMany()
    place.set(key ?? name, cut)
  }

  share(name: string): void {
    this.sharedNames.add(name)
  }

  private sharedKey(name: string): string | null {
    if (name.startsWith(NAMESPACE)) return name.slice(NAMESPACE.length)
    return this.sharedNames.has(name) ? name : null
  }
}

const NAMESPACE = 'global.'
