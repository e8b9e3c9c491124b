import { Agent, fetch, request } from 'undici'
import { atPercent, median } from './figures.ts'

export const CORE = 'urn:ietf:params:jmap:core'
export const MAIL = 'urn:ietf:params:jmap:mail'
export const NOTES = 'urn:bastide:notes'

export interface Client {
  readonly accountOf: (capability: string) => string
  call(using: readonly string[], calls: readonly [string, object][]): Promise<Record<string, unknown>[]>
}

const PATIENCE_MS = 60_000

/**
 * Connections stay open from request to request; they go to the socket, if one is given. Who asks works on the same
 * processors as who answers: so it asks as cheaply as it can, and `fetch` is only for what asks once.
 */
export async function openJmap(url: string, authorization: string, socketPath?: string): Promise<Client> {
  const dispatcher = new Agent({ connect: socketPath ? { socketPath } : {} })
  const answer = await fetch(`${url}/.well-known/jmap`, { dispatcher, headers: { authorization } })
  if (!answer.ok) throw new Error(`the session is refused: ${answer.status}`)
  const session = (await answer.json()) as { apiUrl: string; primaryAccounts: Record<string, string> }
  const api = new URL(session.apiUrl, answer.url)
  return {
    accountOf: capability => session.primaryAccounts[capability]!,
    async call(using, calls) {
      const methodCalls = calls.map(([name, args], at) => [name, args, `c${at}`])
      const { statusCode, body } = await request(api, {
        method: 'POST',
        dispatcher,
        bodyTimeout: PATIENCE_MS,
        headersTimeout: PATIENCE_MS,
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ using, methodCalls }),
      })
      const text = await body.text()
      if (statusCode !== 200) throw new Error(`${statusCode} ${text}`)
      const { methodResponses } = JSON.parse(text) as {
        methodResponses: [string, Record<string, unknown>][]
      }
      const failed = methodResponses.find(([name]) => name === 'error')
      if (failed) throw new Error(JSON.stringify(failed[1]))
      return methodResponses.map(([, args]) => args)
    },
  }
}

export async function inboxOf(client: Client): Promise<string> {
  const get = { accountId: client.accountOf(MAIL), ids: null }
  const [mailboxes] = await client.call([CORE, MAIL], [['Mailbox/get', get]])
  const list = mailboxes!['list'] as { id: string; role: string | null }[]
  return list.find(({ role }) => role === 'inbox')!.id
}

export interface Pace {
  /** A second, of all who ask together. */
  readonly rate: number
  /** Milliseconds that one who asks waits, the median, and what one in a hundred waits at least. */
  readonly wait: number
  readonly late: number
}

/** What is asked first is not counted: so often, but not longer than what is. */
const WARM = 20

/** So many ask at once, each again as soon as it is answered. */
export async function pace(atOnce: number, seconds: number, act: () => Promise<unknown>): Promise<Pace> {
  const coldUntil = performance.now() + seconds * 1000
  for (let n = 0; n === 0 || (n < WARM && performance.now() < coldUntil); n++) await act()
  const waits: number[] = []
  const begin = performance.now()
  const one = async () => {
    for (let now = performance.now(); now < begin + seconds * 1000; now = performance.now()) {
      await act()
      waits.push(performance.now() - now)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  const rate = waits.length / ((performance.now() - begin) / 1000)
  return { rate, wait: median(waits), late: atPercent(waits, 99) }
}
