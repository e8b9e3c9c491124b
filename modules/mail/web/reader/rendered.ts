import { Malformed } from '../../../../lib/errors.ts'
import type { Cache } from '../../../../web/sync/cache/cache.ts'
import type { Client } from '../../../../web/sync/client.ts'
import {
  isObject,
  type JsonObject,
  readBoolean,
  readNullable,
  readObject,
  readString,
} from '../../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../../wire/jmap/scalar.ts'
import { BASTIDE_MAIL, MAIL } from '../../types.ts'

/** The text of a message as the server cleaned it. */
export interface Rendered {
  readonly html: string
  /** The history below what was written this time; '' where there is none. */
  readonly quotedHtml: string
  readonly isHtml: boolean
  readonly blockedRemote: number
  /** Whether it is longer than what is shown of it. */
  readonly isCut: boolean
  /** How one leaves the list that it is from; null where it is from none. */
  readonly unsubscribe: Ways | null
}

export interface Ways {
  readonly isOneClick: boolean
  readonly mailto: string | null
  readonly page: string | null
}

/** Texts of this device: some thousands of messages. */
const MOST_BYTES = 64 * 1024 * 1024
/** Each may hold megabytes of pictures. */
const MOST_WITH_REMOTE = 20

/**
 * The texts of messages. A message never changes, so its text is asked for once and kept on this device; with pictures of
 * other hosts, for which one consents each time, it is kept while the page is open alone.
 */
class Texts {
  readonly #client: Client
  readonly #cache: Cache
  readonly #withRemote = new Map<string, Rendered>()
  readonly #asked = new Map<string, Promise<Rendered | null>>()

  constructor(client: Client) {
    this.#client = client
    this.#cache = client.cache('Email/render', { type: 'Email', bytes: MOST_BYTES })
  }

  find(accountId: string, id: string, remote: boolean): Rendered | null {
    if (remote) return this.#withRemote.get(keyOf(accountId, id, true)) ?? null
    return readKept(this.#cache.find(accountId, this.#client.resolve(id)))
  }

  fetch(accountId: string, id: string, remote: boolean): Promise<Rendered | null> {
    const found = this.find(accountId, id, remote)
    if (found) return Promise.resolve(found)
    const key = keyOf(accountId, id, remote)
    const asking =
      this.#asked.get(key) ?? this.#read(accountId, id, remote).finally(() => this.#asked.delete(key))
    this.#asked.set(key, asking)
    return asking
  }

  /** Brings here the texts of those of which there is none yet. */
  async prefetch(accountId: string, ids: readonly string[]): Promise<void> {
    const lacking = await this.#cache.lacking(accountId, ids)
    if (lacking.length > 0) await this.#ask(accountId, lacking, false)
  }

  async #read(accountId: string, id: string, remote: boolean): Promise<Rendered | null> {
    const known = this.#client.resolve(id)
    const kept = remote ? null : readKept(await this.#cache.read(accountId, known))
    return kept ?? (await this.#ask(accountId, [known], remote)).get(known) ?? null
  }

  async #ask(
    accountId: string,
    ids: readonly string[],
    remoteImages: boolean,
  ): Promise<Map<string, Rendered>> {
    const args = { accountId, ids, remoteImages }
    const answers = await this.#client.ask([MAIL, BASTIDE_MAIL], [['Email/render', args, 'r']])
    const { list } = answers.read('r', 'Email/render')
    const found = new Map<string, Rendered>()
    for (const [at, one] of (Array.isArray(list) ? list : []).entries()) {
      const given = readObject(one, `list/${at}`)
      const id = readString(given['id'], 'id')
      const rendered = readRendered(given)
      found.set(id, rendered)
      if (remoteImages) this.#keepRemote(keyOf(accountId, id, true), rendered)
      else await this.#cache.keep(accountId, id, rendered)
    }
    return found
  }

  #keepRemote(key: string, rendered: Rendered): void {
    this.#withRemote.set(key, rendered)
    const [oldest] = this.#withRemote.keys()
    if (this.#withRemote.size > MOST_WITH_REMOTE && oldest !== undefined) this.#withRemote.delete(oldest)
  }
}

const texts = new WeakMap<Client, Texts>()

function textsOf(client: Client): Texts {
  const found = texts.get(client) ?? new Texts(client)
  texts.set(client, found)
  return found
}

const keyOf = (accountId: string, id: string, remote: boolean): string =>
  `${accountId}/${id}${remote ? '/remote' : ''}`

export const findRendered = (client: Client, accountId: string, id: string, remote: boolean) =>
  textsOf(client).find(accountId, id, remote)

/** Null when there is no such message any more. */
export const fetchRendered = (client: Client, accountId: string, id: string, remote = false) =>
  textsOf(client).fetch(accountId, id, remote)

export const prefetchRendered = (client: Client, accountId: string, ids: readonly string[]) =>
  textsOf(client).prefetch(accountId, ids)

/** What another version of this app has kept may be of another kind. */
function readKept(kept: unknown): Rendered | null {
  try {
    return isObject(kept) ? readRendered(kept) : null
  } catch (error) {
    if (error instanceof Malformed) return null
    throw error
  }
}

export const readRendered = (given: JsonObject): Rendered => ({
  html: readString(given['html'], 'html'),
  quotedHtml: readString(given['quotedHtml'], 'quotedHtml'),
  isHtml: readBoolean(given['isHtml'], 'isHtml'),
  blockedRemote: readUnsignedInt(given['blockedRemote'], 'blockedRemote'),
  isCut: readBoolean(given['isCut'], 'isCut'),
  unsubscribe: readNullable(given['unsubscribe'], 'unsubscribe', readWays),
})

function readWays(value: unknown, at: string): Ways {
  const { isOneClick, mailto, page } = readObject(value, at)
  return {
    isOneClick: readBoolean(isOneClick, `${at}/isOneClick`),
    mailto: readNullable(mailto, `${at}/mailto`, readString),
    page: readNullable(page, `${at}/page`, readString),
  }
}
