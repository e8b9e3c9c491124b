import { letter, messageIdOf } from './letters.ts'
import type { Ready } from './server.ts'
import type { Aftermath } from './storm.ts'

export interface Count {
  /** Acknowledged, and not there, or not whole. */
  readonly lost: number[]
  /** Acknowledged and there more than once: the 250 was lost, not the message. */
  readonly twice: number[]
}

interface Kept {
  readonly times: number
  readonly blobId: string
}

const PAGE = 250

/** Looks through JMAP for each message that was acknowledged, and reads it whole. */
export async function count({ url, logins }: Ready, { acknowledged }: Aftermath): Promise<Count> {
  const lost: number[] = []
  const twice: number[] = []
  for (const login of logins) {
    const mailbox = await openMailbox(url, login)
    for (const [n, to] of acknowledged) {
      if (to !== login.address) continue
      const kept = mailbox.kept.get(messageIdOf(n))
      if (!kept || !(await mailbox.read(kept.blobId)).endsWith(`${letter(n, to)}\r\n`)) lost.push(n)
      else if (kept.times > 1) twice.push(n)
    }
  }
  return { lost, twice }
}

async function openMailbox(url: string, { address, password }: Ready['logins'][number]) {
  const authorization = `Basic ${Buffer.from(`${address}:${password}`).toString('base64')}`
  const ask = async (path: string, body?: unknown) => {
    const headers = { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) }
    const answer = await fetch(url + path, {
      headers,
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const session = (await (await ask('/.well-known/jmap')).json()) as {
    primaryAccounts: Record<string, string>
  }
  const accountId = session.primaryAccounts['urn:ietf:params:jmap:mail']!
  const kept = new Map<string, Kept>()
  for (let position = 0, page: Email[] | null = null; page === null || page.length > 0; position += PAGE) {
    page = await listEmails(body => ask('/jmap/api', body), accountId, position)
    for (const { messageId, blobId } of page)
      for (const id of messageId ?? []) kept.set(id, { times: (kept.get(id)?.times ?? 0) + 1, blobId })
  }
  return {
    kept,
    read: async (blobId: string) => (await ask(`/jmap/download/${accountId}/${blobId}/letter.eml`)).text(),
  }
}

interface Email {
  readonly messageId: readonly string[] | null
  readonly blobId: string
}

async function listEmails(
  post: (body: unknown) => Promise<Response>,
  accountId: string,
  position: number,
): Promise<Email[]> {
  const query = { accountId, position, limit: PAGE, sort: [{ property: 'receivedAt' }] }
  const ids = { resultOf: 'q', name: 'Email/query', path: '/ids' }
  const answer = await post({
    using: ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'],
    methodCalls: [
      ['Email/query', query, 'q'],
      ['Email/get', { accountId, '#ids': ids, properties: ['messageId', 'blobId'] }, 'g'],
    ],
  })
  const { methodResponses } = (await answer.json()) as {
    methodResponses: [string, { list?: Email[] }, string][]
  }
  const list = methodResponses[1]?.[1].list
  if (!list) throw new Error(`Email/get: ${JSON.stringify(methodResponses)}`)
  return list
}
