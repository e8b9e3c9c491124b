import { Refused } from '../../../../lib/errors.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { isRefusedAs } from '../../../../web/sync/transport/answers.ts'
import { BLOB } from '../../../../wire/jmap/capability.ts'
import { isObject, type JsonObject, readArray, readObject, readString } from '../../../../wire/jmap/json.ts'
import { type Fault, SieveFault } from '../../../../wire/sieve/fault.ts'
import { SIEVE } from '../../types.ts'
import type { Edit } from './edit.ts'
import { NO_RULES, readRules, type ScriptRules, writeRules } from './script-rules.ts'
import { uploadScript } from './upload-script.ts'

export interface Script {
  readonly id: string
  readonly name: string
  readonly isActive: boolean
  readonly text: string
}

/** What is known of the scripts of an account. */
export interface Sheet {
  readonly state: string
  readonly scripts: readonly Script[]
  /** The one whose rules are shown: the active one, else ours; null before there is any. */
  readonly script: Script | null
  readonly text: string
  /** Null where the text cannot be read, for this reason. */
  readonly rules: ScriptRules | null
  readonly fault: Place | null
}

/** Where a script is wrong. */
export type Place = Pick<Fault, 'code' | 'words' | 'line' | 'column'> & { readonly description: string }

export type Loaded =
  | { readonly state: 'loading' | 'failed' }
  | { readonly state: 'here'; readonly sheet: Sheet }

/** `changed`: somebody else was faster, and what they did is shown now. */
export type Outcome =
  | { readonly kind: 'saved' | 'changed' | 'failed' }
  | { readonly kind: 'refused'; readonly faults: readonly Place[] }

/** Of the script that is made for whoever has none. */
export const SCRIPT_NAME = 'Bastide'

const LOADING: Loaded = { state: 'loading' }

/** The rules of each account. One change goes after the other, and only onto what it was made for. */
class RulesBook {
  readonly #client: Client
  readonly #known = new Map<string, Loaded>()
  readonly #listeners = new Set<() => void>()
  #last: Promise<unknown> = Promise.resolve()

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

  /** Behind the changes that are on their way, which it would undo before the eye. */
  load(accountId: string): Promise<void> {
    return this.#inTurn(() => this.#read(accountId))
  }

  /** Shown at once; shown no more if the server does not take it. */
  edit(accountId: string, edit: Edit): Promise<Outcome> {
    return this.#inTurn(async () => {
      if (this.find(accountId).state !== 'here') await this.#read(accountId)
      const loaded = this.find(accountId)
      // A text that cannot be read is changed as a text only.
      if (loaded.state !== 'here' || !loaded.sheet.rules) return { kind: 'failed' }
      const rules = edit(loaded.sheet.rules)
      if (!rules) return { kind: 'changed' }
      return this.#write(accountId, loaded.sheet, writeRules(rules))
    })
  }

  saveText(accountId: string, text: string): Promise<Outcome> {
    return this.#inTurn(async () => {
      const loaded = this.find(accountId)
      return loaded.state === 'here' ? this.#write(accountId, loaded.sheet, text) : { kind: 'failed' }
    })
  }

  activate(accountId: string, scriptId: string): Promise<Outcome> {
    return this.#inTurn(() => this.#set(accountId, { onSuccessActivateScript: scriptId }))
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work, work)
    this.#last = turn
    return turn
  }

  async #read(accountId: string): Promise<void> {
    try {
      const answers = await this.#client.ask(
        [SIEVE, BLOB],
        [
          ['SieveScript/get', { accountId, ids: null }, 's'],
          [
            'Blob/get',
            {
              accountId,
              '#ids': { resultOf: 's', name: 'SieveScript/get', path: '/list/*/blobId' },
              properties: ['data:asText'],
            },
            'b',
          ],
        ],
      )
      const { state, list } = answers.read('s', 'SieveScript/get')
      const texts = textsOf(answers.read('b', 'Blob/get'))
      const scripts = readArray(list, 'list').map((one, at) =>
        readScript(readObject(one, `list/${at}`), texts),
      )
      this.#keep(accountId, { state: 'here', sheet: sheetOf(readString(state, 'state'), scripts) })
    } catch {
      // What is known already is better than nothing; offline it is the truth of a while ago.
      if (this.find(accountId).state !== 'here') this.#keep(accountId, { state: 'failed' })
    }
  }

  async #write(accountId: string, before: Sheet, text: string): Promise<Outcome> {
    this.#keep(accountId, { state: 'here', sheet: withText(before, text) })
    const outcome = await this.#send(accountId, before, text)
    if (outcome.kind !== 'saved' && outcome.kind !== 'changed')
      this.#keep(accountId, { state: 'here', sheet: before })
    return outcome
  }

  async #send(accountId: string, { state, script }: Sheet, text: string): Promise<Outcome> {
    const blobId = await uploadScript(this.#client, accountId, text).catch(() => null)
    if (blobId === null) return { kind: 'failed' }
    const change = script
      ? { update: { [script.id]: { blobId } } }
      : { create: { made: { name: SCRIPT_NAME, blobId } }, onSuccessActivateScript: '#made' }
    return this.#set(accountId, { ifInState: state, ...change })
  }

  async #set(accountId: string, args: JsonObject): Promise<Outcome> {
    try {
      const answers = await this.#client.ask([SIEVE], [['SieveScript/set', { accountId, ...args }, 's']])
      const { notCreated, notUpdated } = answers.read('s', 'SieveScript/set')
      const [refused] = Object.values({ ...asObject(notCreated), ...asObject(notUpdated) })
      await this.#read(accountId)
      return refused ? refusalOf(asObject(refused)) : { kind: 'saved' }
    } catch (error) {
      if (!(error instanceof Refused) || !isRefusedAs(error, 'stateMismatch')) return { kind: 'failed' }
      await this.#read(accountId)
      return { kind: 'changed' }
    }
  }

  #keep(accountId: string, loaded: Loaded): void {
    this.#known.set(accountId, loaded)
    for (const listener of this.#listeners) listener()
  }
}

const all = new WeakMap<Client, RulesBook>()

export function rulesBookOf(client: Client): RulesBook {
  const found = all.get(client) ?? new RulesBook(client)
  all.set(client, found)
  return found
}

const asObject = (value: unknown): JsonObject => (isObject(value) ? value : {})

const textsOf = (answer: JsonObject): ReadonlyMap<unknown, unknown> =>
  new Map(readArray(answer['list'], 'list').map(one => [asObject(one)['id'], asObject(one)['data:asText']]))

function readScript(given: JsonObject, texts: ReadonlyMap<unknown, unknown>): Script {
  return {
    id: readString(given['id'], 'id'),
    name: readString(given['name'], 'name'),
    isActive: given['isActive'] === true,
    text: readString(texts.get(given['blobId']), 'blobId'),
  }
}

function sheetOf(state: string, scripts: readonly Script[]): Sheet {
  const script =
    scripts.find(({ isActive }) => isActive) ?? scripts.find(({ name }) => name === SCRIPT_NAME) ?? null
  return withText({ state, scripts, script, text: '', rules: NO_RULES, fault: null }, script?.text ?? '')
}

function withText(sheet: Sheet, text: string): Sheet {
  try {
    return { ...sheet, text, rules: readRules(text), fault: null }
  } catch (error) {
    if (!(error instanceof SieveFault)) throw error
    const { message, ...fault } = error.fault
    return { ...sheet, text, rules: null, fault: { ...fault, description: message } }
  }
}

// The faults are ours: RFC 9661 §2.3 gives a description alone.
function refusalOf(error: JsonObject): Outcome {
  if (error['type'] !== 'invalidSieve') return { kind: 'failed' }
  return { kind: 'refused', faults: Array.isArray(error['faults']) ? (error['faults'] as Place[]) : [] }
}
