import { Refused } from '../../../../lib/errors.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { isUnavailable } from '../../../../web/sync/transport/failure.ts'
import { type Imported, importMessages, NoRoom } from './import-messages.ts'

export type Fault = 'overQuota' | 'offline' | 'forbidden' | 'failed'

/** Files on their way into a mailbox, or arrived. */
export interface Importing extends Imported {
  readonly key: number
  readonly accountId: string
  readonly mailboxId: string
  /** The mailbox, as it is called here. */
  readonly name: string
  /** From 0 to 1. */
  readonly done: number
  readonly state: 'running' | 'done' | 'stopped' | 'failed'
  readonly fault: Fault | null
}

export interface ImportWish {
  readonly accountId: string
  readonly mailboxId: string
  readonly name: string
  readonly files: readonly File[]
}

/** The imports of this page. They go on wherever one is in it, and end with it. */
export class ImportDesk {
  #all: readonly Importing[] = []
  #next = 1
  readonly #running = new Map<number, AbortController>()
  readonly #notices = new Set<() => void>()

  readonly all = (): readonly Importing[] => this.#all

  readonly subscribe = (notice: () => void): (() => void) => {
    this.#notices.add(notice)
    return () => this.#notices.delete(notice)
  }

  async run(client: Client, { files, ...where }: ImportWish): Promise<void> {
    const key = this.#next++
    const left = { tooLarge: 0, noMessage: 0, refused: 0 }
    const stop = new AbortController()
    const size = Math.max(
      1,
      files.reduce((sum, file) => sum + file.size, 0),
    )
    this.#running.set(key, stop)
    const begun = {
      key,
      ...where,
      done: 0,
      state: 'running',
      fault: null,
      imported: 0,
      existing: 0,
      left,
      unreadable: [],
      bombs: [],
    } as const
    this.#set([...this.#all, begun])
    const onProgress = (read: number, so: Imported) => this.#change(key, { ...so, done: read / size })
    try {
      await importMessages(client, where, files, { onProgress }, stop.signal)
      this.#change(key, { state: 'done', done: 1 })
    } catch (error) {
      if (stop.signal.aborted) this.#change(key, { state: 'stopped' })
      else this.#change(key, { state: 'failed', fault: faultOf(error) })
    } finally {
      this.#running.delete(key)
    }
  }

  get isRunning(): boolean {
    return this.#running.size > 0
  }

  stop(key: number): void {
    this.#running.get(key)?.abort()
  }

  putAway(key: number): void {
    this.#set(this.#all.filter(one => one.key !== key))
  }

  #change(key: number, patch: Partial<Importing>): void {
    this.#set(this.#all.map(one => (one.key === key ? { ...one, ...patch } : one)))
  }

  #set(all: readonly Importing[]): void {
    this.#all = all
    for (const notice of this.#notices) notice()
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof NoRoom) return 'overQuota'
  if (isUnavailable(error)) return 'offline'
  return error instanceof Refused ? 'forbidden' : 'failed'
}

export const importDesk = new ImportDesk()
