import { atPercent, median } from './figures.ts'

export const CORE = 'urn:ietf:params:jmap:core'
export const MAIL = 'urn:ietf:params:jmap:mail'
export const NOTES = 'urn:bastide:notes'

export interface Client {
  readonly accountOf: (capability: string) => string
  call(using: readonly string[], calls: readonly [string, object][]): Promise<Record<string, unknown>[]>
}

export async function openJmap(url: string, authorization: string): Promise<Client> {
  const answer = await fetch(`${url}/.well-known/jmap`, { headers: { authorization } })
  if (!answer.ok) throw new Error(`the session is refused: ${answer.status}`)
  const session = (await answer.json()) as { apiUrl: string; primaryAccounts: Record<string, string> }
  const api = new URL(session.apiUrl, answer.url)
  return {
    accountOf: capability => session.primaryAccounts[capability]!,
    async call(using, calls) {
      const methodCalls = calls.map(([name, args], at) => [name, args, `c${at}`])
      const response = await fetch(api, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ using, methodCalls }),
      })
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
      const { methodResponses } = (await response.json()) as {
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

/** With what a row of it shows. */
export const LIST_PROPERTIES = [
  'threadId',
  'mailboxIds',
  'keywords',
  'from',
  'subject',
  'receivedAt',
  'preview',
  'hasAttachment',
]

/** What a list on a screen asks: the first page of the inbox, newest first, with all that its rows show. */
export async function firstEmails(client: Client): Promise<() => Promise<void>> {
  const accountId = client.accountOf(MAIL)
  const query = {
    accountId,
    filter: { inMailbox: await inboxOf(client) },
    sort: [{ property: 'receivedAt', isAscending: false }],
    limit: 50,
  }
  const ids = { resultOf: 'c0', name: 'Email/query', path: '/ids' }
  const get = { accountId, '#ids': ids, properties: LIST_PROPERTIES }
  return async () => {
    const answers = await client.call(
      [CORE, MAIL],
      [
        ['Email/query', query],
        ['Email/get', get],
      ],
    )
    const { length } = answers[1]!['list'] as unknown[]
    if (length !== 50) throw new Error(`${length} emails came instead of 50`)
  }
}

export interface Pace {
  /** A second, of all who ask together. */
  readonly rate: number
  /** Milliseconds that one who asks waits, the median, and what one in a hundred waits at least. */
  readonly wait: number
  readonly late: number
}

/** So many ask at once, each again as soon as it is answered. */
export async function pace(atOnce: number, seconds: number, act: () => Promise<unknown>): Promise<Pace> {
  for (let n = 0; n < 20; n++) await act()
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
