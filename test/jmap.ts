import type { Actor } from '../core/actor.ts'
import { writeAccountId } from '../lib/id.ts'
import { PASSWORD } from './house.ts'

export type Args = Record<string, unknown>

/** A JMAP client as plain as can be: what it sends and gets is what stands on the wire. */
export interface JmapClient {
  readonly accountId: string
  readonly url: string
  readonly authorization: string
  /** Runs calls; answers with [name, arguments] in order. */
  request(calls: readonly [string, Args][]): Promise<[string, Args][]>
  /** Runs one call and answers with its arguments; throws on a method error. */
  call(name: string, args?: Args): Promise<Args>
  /** The type of the error that one call answers with. */
  refusal(name: string, args?: Args): Promise<string>
}

export function jmapClient(
  url: string,
  actor: Pick<Actor, 'accountId' | 'address'>,
  password = PASSWORD,
): JmapClient {
  const accountId = writeAccountId(actor.accountId)
  const authorization = `Basic ${Buffer.from(`${actor.address}:${password}`).toString('base64')}`
  let capabilities: Promise<string[]> | undefined
  const readCapabilities = async (): Promise<string[]> => {
    const response = await fetch(`${url}/.well-known/jmap`, { headers: { authorization } })
    return Object.keys(((await response.json()) as { capabilities: object }).capabilities)
  }
  const request = async (calls: readonly [string, Args][]): Promise<[string, Args][]> => {
    const methodCalls = calls.map(([name, args], i) => [name, { accountId, ...args }, `c${i}`])
    capabilities ??= readCapabilities()
    const response = await fetch(`${url}/jmap/api`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ using: await capabilities, methodCalls }),
    })
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    const { methodResponses } = (await response.json()) as { methodResponses: [string, Args, string][] }
    return methodResponses.map(([name, args]) => [name, args])
  }
  const only = async (name: string, args: Args = {}) => (await request([[name, args]]))[0]!
  return {
    accountId,
    url,
    authorization,
    request,
    async call(name, args) {
      const [answered, answer] = await only(name, args)
      if (answered === 'error') throw new Error(`${name}: ${JSON.stringify(answer)}`)
      return answer
    },
    async refusal(name, args) {
      const [answered, answer] = await only(name, args)
      if (answered !== 'error') throw new Error(`${name} was not refused: ${JSON.stringify(answer)}`)
      return String(answer['type'])
    },
  }
}
