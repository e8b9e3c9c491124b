import type { KeptRecall, KeptRecalls } from './kept-recalls.ts'

/** It is looked at soon, then less and less often. */
const FIRST_LOOK_MS = 1_000
const LAST_LOOK_MS = 15_000

/** A letter that the house goes on taking back. */
export interface Recalling extends KeptRecall {
  /** Null until the first look. */
  readonly left: number | null
}

/** In how many accounts a letter is still to be taken back; null when there is no such letter any more. */
export type AskLeft = (accountId: string, emailId: string) => Promise<number | null>

/** Recalls that go on: the house ends them, and any page of the device tells of it until they are put away. */
export class RecallDesk {
  #all: readonly Recalling[] = []
  #kept: KeptRecalls | null = null
  #askLeft: AskLeft = async () => null
  readonly #notices = new Set<() => void>()

  readonly all = (): readonly Recalling[] => this.#all

  readonly subscribe = (notice: () => void): (() => void) => {
    this.#notices.add(notice)
    return () => this.#notices.delete(notice)
  }

  /** Goes on with those that were begun in a page of before. */
  open(kept: KeptRecalls, askLeft: AskLeft): void {
    if (this.#kept) return
    this.#kept = kept
    this.#askLeft = askLeft
    this.#set(kept.read().map(one => ({ ...one, left: null })))
    for (const one of this.#all) void this.#look(one, FIRST_LOOK_MS)
  }

  /** Nobody is signed in any more. */
  close(): void {
    this.#kept = null
    this.#set([])
  }

  follow(accountId: string, emailId: string): void {
    const recalling = { accountId, emailId, total: null, left: null }
    this.#set([...this.#all.filter(one => !isSame(one, recalling)), recalling])
    void this.#look(recalling, FIRST_LOOK_MS)
  }

  putAway(recalling: KeptRecall): void {
    this.#set(this.#all.filter(one => !isSame(one, recalling)))
  }

  /** Out of reach it is looked at again later. */
  async #look(recalling: KeptRecall, pause: number): Promise<void> {
    if (!this.#all.some(one => isSame(one, recalling))) return
    const left = await this.#askLeft(recalling.accountId, recalling.emailId).catch(() => undefined)
    if (left === null) return this.putAway(recalling)
    if (left !== undefined) this.#tell(recalling, left)
    if (left !== 0) setTimeout(() => void this.#look(recalling, Math.min(pause * 2, LAST_LOOK_MS)), pause)
  }

  #tell(recalling: KeptRecall, left: number): void {
    this.#set(
      this.#all.map(one => (isSame(one, recalling) ? { ...one, left, total: one.total ?? left } : one)),
    )
  }

  #set(all: readonly Recalling[]): void {
    this.#all = all
    this.#kept?.write(all.map(({ accountId, emailId, total }) => ({ accountId, emailId, total })))
    for (const notice of this.#notices) notice()
  }
}

const isSame = (one: KeptRecall, other: KeptRecall): boolean =>
  one.accountId === other.accountId && one.emailId === other.emailId

export const recallDesk = new RecallDesk()
