import { useEffect, useMemo, useState } from 'react'
import { useClient, useSession, useWho } from '../../../../web/face.ts'
import type { Client } from '../../../../web/sync/client.ts'
import type { Identity } from '../../types.ts'
import { type Box, boxOf } from '../share/box.ts'
import { readIdentities, useIdentities } from './use-identities.ts'

/** A name that one may write in, and the account that it writes from. */
export interface Author {
  readonly accountId: string
  readonly identity: Identity
  readonly manner: NonNullable<Box['sends']>
}

/** Every name that one may write in: those of the account at hand first, then one's own and those of other boxes. */
export function useAuthors(accountId: string): readonly Author[] {
  const client = useClient()
  const { accounts } = useSession()
  const here = useIdentities(accountId)
  const boxes = useMemo(
    () =>
      Object.entries(accounts)
        .map(([id, account]) => boxOf(id, account))
        .filter(box => box.sends !== null),
    [accounts],
  )
  const [others, setOthers] = useState<readonly Author[]>([])
  useEffect(() => {
    let isOver = false
    const elsewhere = boxes.filter(box => box.accountId !== accountId)
    Promise.all(elsewhere.map(box => authorsIn(client, box))).then(
      found => isOver || setOthers(found.flat()),
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [client, boxes, accountId])
  const manner = boxes.find(box => box.accountId === accountId)?.sends ?? 'own'
  return useMemo(
    () => [...here.map(identity => ({ accountId, identity, manner })), ...others],
    [accountId, here, manner, others],
  )
}

const authorsIn = async (client: Client, { accountId, sends }: Box): Promise<Author[]> =>
  (await readIdentities(client, accountId)).map(identity => ({ accountId, identity, manner: sends! }))

/** Who is to be named where one writes on behalf of a box; null where the From says it all. RFC 5322 §3.6.2 */
export function useSender(accountId: string): { name: string; email: string } | null {
  const { accounts } = useSession()
  const { name, address } = useWho()
  const account = accounts[accountId]
  const isOnBehalf = account !== undefined && boxOf(accountId, account).sends === 'onBehalf'
  return useMemo(() => (isOnBehalf ? { name, email: address } : null), [isOnBehalf, name, address])
}
