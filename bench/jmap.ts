import { median } from './figures.ts'

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

/** What a list on a screen asks: the first page of the inbox, newest first, with all that its rows show. */
export async function firstEmails(client: Client): Promise<() => Promise<void>> {
  const accountId = client.accountOf(MAIL)
  const [mailboxes] = await client.call([CORE, MAIL], [['Mailbox/get', { accountId, ids: null }]])
  const inbox = (mailboxes!['list'] as { id: string; role: string | null }[]).find(
    ({ role }) => role === 'inbox',
  )
  const query = {
    accountId,
    filter: { inMailbox: inbox!.id },
    sort: [{ property: 'receivedAt', isAscending: false }],
    limit: 50,
  }
  const properties = [
    'threadId',
    'mailboxIds',
    'keywords',
    'from',
    'subject',
    'receivedAt',
    'preview',
    'hasAttachment',
  ]
  const get = { accountId, '#ids': { resultOf: 'c0', name: 'Email/query', path: '/ids' }, properties }
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
  /** Milliseconds that one who asks waits, the median. */
  readonly wait: number
}

/** So many ask at once, each again as soon as it is answered. */
export async function pace(atOnce: number, seconds: number, act: () => Promise<void>): Promise<Pace> {
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
  return { rate: waits.length / ((performance.now() - begin) / 1000), wait: median(waits) }
}
