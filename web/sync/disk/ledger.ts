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
  /** Whether what is on disk goes when this is written. */
  isAnew = false

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
    this.isAnew = true
  }

  /** Another tab left the disk at `state`; what changed from there to here is noted. */
  adopt(state: string): void {
    this.stateOnDisk = state
    this.conflicts = 0
  }

  /** All is being written. Gives the way back, should that fail. */
  settle(state: string): () => void {
    const [dirty, dropped] = [[...this.dirty], [...this.dropped]]
    const before = { stateOnDisk: this.stateOnDisk, isAnew: this.isAnew }
    this.dirty.clear()
    this.dropped.clear()
    this.isAnew = false
    this.adopt(state)
    return () => {
      Object.assign(this, before)
      this.note(dirty.filter(id => !this.dropped.has(id)))
      this.drop(dropped.filter(id => !this.dirty.has(id)))
    }
  }
}
