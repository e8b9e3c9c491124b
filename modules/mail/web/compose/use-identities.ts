import { useEffect, useMemo, useState } from 'react'
import { useClient, useRecords } from '../../../../web/face.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { type Identity, SUBMISSION } from '../../types.ts'

/** The ids of an account's identities, asked for once: they cannot be queried (RFC 8621 §6). */
const lists = new WeakMap<Client, Map<string, Promise<readonly string[]>>>()

/** Who one may write as, as far as the server or this device can tell. */
export async function readIdentities(client: Client, accountId: string): Promise<readonly Identity[]> {
  const ids = await identityIds(client, accountId).catch(() => keptIds(accountId))
  await client.fetch('Identity', ids, undefined, accountId).catch(() => undefined)
  const seen = ids.map(id => client.read('Identity', id, accountId) as Identity | null | undefined)
  return seen.filter(identity => !!identity)
}

/** Who one may write as from an account; known offline once they have been seen. */
export function useIdentities(accountId: string): readonly Identity[] {
  const client = useClient()
  const [ids, setIds] = useState<readonly string[]>(() => keptIds(accountId))
  useEffect(() => {
    let isOver = false
    identityIds(client, accountId).then(
      found => isOver || setIds(found),
      () => isOver || setIds(keptIds(accountId)),
    )
    return () => {
      isOver = true
    }
  }, [client, accountId])
  const seen = useRecords<Identity>('Identity', ids, { accountId })
  return useMemo(() => seen.filter(identity => !!identity), [seen])
}

function identityIds(client: Client, accountId: string): Promise<readonly string[]> {
  const byAccount = lists.get(client) ?? new Map<string, Promise<readonly string[]>>()
  lists.set(client, byAccount)
  const asked = byAccount.get(accountId) ?? askIds(client, accountId)
  byAccount.set(accountId, asked)
  const forget = () => void byAccount.delete(accountId)
  // Where one may write in no name yet, one may later.
  asked.then(ids => ids.length === 0 && forget(), forget)
  return asked
}

async function askIds(client: Client, accountId: string): Promise<readonly string[]> {
  const answers = await client.ask(
    [SUBMISSION],
    [['Identity/get', { accountId, ids: null, properties: ['id'] }, 'i']],
  )
  const { list } = answers.read('i', 'Identity/get')
  const ids = (list as readonly { id: string }[]).map(({ id }) => id)
  localStorage.setItem(keyOf(accountId), JSON.stringify(ids))
  return ids
}

const keyOf = (accountId: string): string => `bastide.identities.${accountId}`

function keptIds(accountId: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(accountId)) ?? '[]')
    return Array.isArray(kept) ? kept.map(String) : []
  } catch {
    return []
  }
}
