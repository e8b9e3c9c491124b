import type { Client } from '../../../../web/sync/client.ts'
import { readProperties } from './email.ts'
import { fetchRendered } from './rendered.ts'

/** Brings a conversation here before it is opened: the one below the one being read. What fails is asked again when opened. */
export async function prefetchThread(client: Client, accountId: string, threadId: string): Promise<void> {
  try {
    await client.fetch('Thread', [threadId], ['emailIds'], accountId)
    const thread = client.read('Thread', threadId, accountId)
    const ids = (thread?.['emailIds'] ?? []) as readonly string[]
    await client.fetch('Email', ids, readProperties, accountId)
    const last = ids.at(-1)
    if (last !== undefined) await fetchRendered(client, accountId, last)
  } catch {
    // Only a courtesy.
  }
}
