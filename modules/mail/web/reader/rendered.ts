import type { Client } from '../../../../web/sync/client.ts'
import { type JsonObject, readBoolean, readObject, readString } from '../../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../../wire/jmap/scalar.ts'
import { BASTIDE_MAIL, MAIL } from '../../types.ts'

/** The text of a message as the server cleaned it. */
export interface Rendered {
  readonly html: string
  /** The history below what was written this time; '' where there is none. */
  readonly quotedHtml: string
  readonly isHtml: boolean
  readonly blockedRemote: number
}

/** Texts kept at hand. */
const MOST_KEPT = 200

/** The texts of messages: asked for once, and gone with the client of the person who read them. */
class Texts {
  readonly #client: Client
  readonly #kept = new Map<string, Rendered>()
  readonly #asked = new Map<string, Promise<Rendered | null>>()

  constructor(client: Client) {
    this.#client = client
  }

  find(key: string): Rendered | undefined {
    return this.#kept.get(key)
  }

  fetch(accountId: string, id: string, remote: boolean): Promise<Rendered | null> {
    const key = keyOf(accountId, id, remote)
    const found = this.#kept.get(key)
    if (found) return Promise.resolve(found)
    const asking =
      this.#asked.get(key) ?? this.#ask(accountId, id, remote).finally(() => this.#asked.delete(key))
    this.#asked.set(key, asking)
    return asking
  }

  async #ask(accountId: string, id: string, remote: boolean): Promise<Rendered | null> {
    const args = { accountId, ids: [this.#client.resolve(id)], remoteImages: remote }
    const answers = await this.#client.ask([MAIL, BASTIDE_MAIL], [['Email/render', args, 'r']])
    const { list } = answers.read('r', 'Email/render')
    const [first] = Array.isArray(list) ? list : []
    if (first === undefined) return null
    const rendered = readRendered(readObject(first, 'list/0'))
    this.#keep(keyOf(accountId, id, remote), rendered)
    return rendered
  }

  #keep(key: string, rendered: Rendered): void {
    this.#kept.set(key, rendered)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest)
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
  textsOf(client).find(keyOf(accountId, id, remote))

/** Null when there is no such message any more. */
export const fetchRendered = (client: Client, accountId: string, id: string, remote = false) =>
  textsOf(client).fetch(accountId, id, remote)

const readRendered = (given: JsonObject): Rendered => ({
  html: readString(given['html'], 'html'),
  quotedHtml: readString(given['quotedHtml'], 'quotedHtml'),
  isHtml: readBoolean(given['isHtml'], 'isHtml'),
  blockedRemote: readUnsignedInt(given['blockedRemote'], 'blockedRemote'),
})
