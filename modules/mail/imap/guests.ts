import type { Actor } from '../../../core/actor.ts'

/** Who is connected, so that neither one place nor one person takes all the room. */
export class Guests {
  private readonly counts = new Map<string, number>()

  /** Null when there are too many under this name; otherwise how to leave. */
  enter(name: string, most: number): (() => void) | null {
    const count = this.counts.get(name) ?? 0
    if (count >= most) return null
    this.counts.set(name, count + 1)
    let inside = true
    return () => {
      if (inside) this.leave(name)
      inside = false
    }
  }

  private leave(name: string): void {
    const count = this.counts.get(name)! - 1
    if (count > 0) this.counts.set(name, count)
    else this.counts.delete(name)
  }
}

export const nameOf = ({ organisationId, principalId }: Actor): string => `${organisationId}/${principalId}`
