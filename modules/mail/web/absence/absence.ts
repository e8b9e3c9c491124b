import { useEffect, useSyncExternalStore } from 'react'
import { useClient } from '../../../../web/face.ts'
import type { Client } from '../../../../web/sync/client.ts'
import {
  type JsonObject,
  readBoolean,
  readNullable,
  readObject,
  readString,
} from '../../../../wire/jmap/json.ts'
import { BASTIDE_MAIL, VACATION, VACATION_RESPONSE } from '../../types.ts'

/** What an account answers while its owner is away. RFC 8621 §8 */
export interface Absence {
  readonly isEnabled: boolean
  readonly fromDate: string | null
  readonly toDate: string | null
  readonly subject: string | null
  readonly textBody: string | null
  readonly colleaguesTextBody: string | null
  readonly answersOutside: boolean
}

export type Loaded =
  | { readonly state: 'loading' | 'failed' }
  | { readonly state: 'here'; readonly absence: Absence }

const LOADING: Loaded = { state: 'loading' }

/** The absence of each account, which is no record: it is read when it is looked at, and when it moves meanwhile. */
class Absences {
  readonly #client: Client
  readonly #known = new Map<string, Loaded>()
  readonly #listeners = new Set<() => void>()

  constructor(client: Client) {
    this.#client = client
  }

  find(accountId: string): Loaded {
    return this.#known.get(accountId) ?? LOADING
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async load(accountId: string): Promise<void> {
    try {
      const args = { accountId, ids: ['singleton'] }
      const answers = await this.#client.ask(USING, [['VacationResponse/get', args, 'v']])
      const { list } = answers.read('v', 'VacationResponse/get')
      const [first] = Array.isArray(list) ? list : []
      this.#keep(accountId, { state: 'here', absence: readAbsence(readObject(first, 'list/0')) })
    } catch {
      // What is known already is better than nothing; offline it is the truth of a while ago.
      if (this.find(accountId).state === 'loading') this.#keep(accountId, { state: 'failed' })
    }
  }

  /** False when the server did not take it. */
  async save(accountId: string, absence: Absence): Promise<boolean> {
    try {
      const args = { accountId, update: { singleton: { ...absence, htmlBody: null } } }
      const answers = await this.#client.ask(USING, [['VacationResponse/set', args, 'v']])
      if (!answers.read('v', 'VacationResponse/set')['updated']) return false
      this.#keep(accountId, { state: 'here', absence })
      return true
    } catch {
      return false
    }
  }

  #keep(accountId: string, loaded: Loaded): void {
    this.#known.set(accountId, loaded)
    for (const listener of this.#listeners) listener()
  }
}

const USING = [VACATION, BASTIDE_MAIL]

const all = new WeakMap<Client, Absences>()

function absencesOf(client: Client): Absences {
  const found = all.get(client) ?? new Absences(client)
  all.set(client, found)
  return found
}

export function useAbsence(accountId: string) {
  const client = useClient()
  const absences = absencesOf(client)
  const loaded = useSyncExternalStore(absences.subscribe, () => absences.find(accountId))
  useEffect(() => {
    const look = (): void => void absences.load(accountId)
    look()
    return client.onMoved(VACATION_RESPONSE, accountId, look)
  }, [client, absences, accountId])
  return {
    loaded,
    retry: () => absences.load(accountId),
    save: (absence: Absence) => absences.save(accountId, absence),
  }
}

/** Whether answers go out at that moment. */
export const isAway = ({ isEnabled, fromDate, toDate }: Absence, now: Date): boolean =>
  isEnabled && (fromDate === null || new Date(fromDate) <= now) && (toDate === null || new Date(toDate) > now)

const readText = (value: unknown, at: string): string | null => readNullable(value, at, readString)

const readAbsence = (given: JsonObject): Absence => ({
  isEnabled: readBoolean(given['isEnabled'], 'isEnabled'),
  fromDate: readText(given['fromDate'], 'fromDate'),
  toDate: readText(given['toDate'], 'toDate'),
  subject: readText(given['subject'], 'subject'),
  textBody: readText(given['textBody'], 'textBody'),
  colleaguesTextBody: readText(given['colleaguesTextBody'], 'colleaguesTextBody'),
  answersOutside: readBoolean(given['answersOutside'], 'answersOutside'),
})
