/** What the disk does not know yet of one table. */
export class Ledger {
  /** Held records that are newer than on disk, or that were used. */
  readonly dirty = new Set<string>()
  /** Records to take from the disk: destroyed, or changed while not held here, so that the copy there is out of date. */
  readonly dropped = new Set<string>()
  /** State under which the disk was read or written last. */
  stateOnDisk: string | null = null
  /** Times in a row that another tab was found to have written another state. */
  conflicts = 0

  note(ids: Iterable<string>): void {
    for (const id of ids) {
      this.dirty.add(id)
      this.dropped.delete(id)
    }
  }

  drop(ids: Iterable<string>): void {
    for (const id of ids) {
      this.dropped.add(id)
      this.dirty.delete(id)
    }
  }

  /** Nothing on disk is of use any more: the next writing starts anew. */
  forgetDisk(): void {
    this.stateOnDisk = null
    this.conflicts = Number.POSITIVE_INFINITY
  }

  settle(state: string): void {
    this.dirty.clear()
    this.dropped.clear()
    this.stateOnDisk = state
    this.conflicts = 0
  }
}
