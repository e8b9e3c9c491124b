import type { Client } from '../../../../web/sync/client.ts'
import { readUnsignedInt } from '../../../../wire/jmap/scalar.ts'
import { BASTIDE_MAIL, MAIL } from '../../types.ts'

/** It is looked at soon, then less and less often. */
const FIRST_LOOK_MS = 1_000
const LAST_LOOK_MS = 15_000

/** A letter that the house goes on taking back. */
export interface Recalling {
  readonly key: number
  readonly subject: string
  /** Accounts that had it unread when the page was told of it; null until the first look. */
  readonly total: number | null
  readonly left: number | null
}

/** The recalls that were begun in this page. The house ends them, whether or not the page is there to tell it. */
export class RecallDesk {
  #all: readonly Recalling[] = []
  #next = 1
  readonly #notices = new Set<() => void>()

  readonly all = (): readonly Recalling[] => this.#all

  readonly subscribe = (notice: () => void): (() => void) => {
    this.#notices.add(notice)
    return () => this.#notices.delete(notice)
  }

  follow(client: Client, accountId: string, emailId: string, subject: string): void {
    const key = this.#next++
    this.#set([...this.#all, { key, subject, total: null, left: null }])
    const look = async (pause: number): Promise<void> => {
      if (!this.#all.some(one => one.key === key)) return
      const left = await askLeft(client, accountId, emailId).catch(() => null)
      if (left !== null) this.#tell(key, left)
      if (left !== 0) setTimeout(() => void look(Math.min(pause * 2, LAST_LOOK_MS)), pause)
    }
    void look(FIRST_LOOK_MS)
  }

  putAway(key: number): void {
    this.#set(this.#all.filter(one => one.key !== key))
  }

  #tell(key: number, left: number): void {
    this.#set(this.#all.map(one => (one.key === key ? { ...one, left, total: one.total ?? left } : one)))
  }

  #set(all: readonly Recalling[]): void {
    this.#all = all
    for (const notice of this.#notices) notice()
  }
}

async function askLeft(client: Client, accountId: string, emailId: string): Promise<number> {
  const args = { accountId, emailId: client.resolve(emailId) }
  const answers = await client.ask([MAIL, BASTIDE_MAIL], [['Email/recallLeft', args, 'l']])
  return readUnsignedInt(answers.read('l', 'Email/recallLeft')['left'], 'left')
}

export const recallDesk = new RecallDesk()
