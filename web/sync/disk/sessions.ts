import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { Session } from '../../../wire/jmap/session.ts'

interface SessionsSchema extends DBSchema {
  last: { key: 'session'; value: Session }
}

/** Who signed in last in this browser: what opens a client while the server cannot be reached. */
export class Sessions {
  readonly #name: string
  #db: Promise<IDBPDatabase<SessionsSchema>>

  constructor(name: string) {
    this.#name = name
    this.#db = openDB<SessionsSchema>(name, 1, {
      upgrade: db => void db.createObjectStore('last'),
      blocking: (_now, _next, event) => (event.target as IDBDatabase).close(),
    })
  }

  databaseName(session: Session): string {
    return `${this.#name}:${session.username}`
  }

  async readLast(): Promise<Session | null> {
    return (await (await this.#db).get('last', 'session')) ?? null
  }

  async keep(session: Session): Promise<void> {
    await (await this.#db).put('last', session, 'session')
  }

  /** Leaves nothing of this person in the browser. */
  async forget(session: Session): Promise<void> {
    await this.close()
    await Promise.all([this.#name, this.databaseName(session)].map(erase))
  }

  async close(): Promise<void> {
    ;(await this.#db).close()
  }
}

/** Waits until it is gone; what another tab still holds goes as soon as that tab lets go of it. */
const erase = (name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    deleteDB(name, { blocked: () => resolve() }).then(resolve, reject)
  })
