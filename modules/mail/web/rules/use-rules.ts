import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useClient, useQuery, useRecords, useSession } from '../../../../web/face.ts'
import { SIEVE, type SieveScript } from '../../types.ts'
import type { Edit } from './edit.ts'
import { type Loaded, type Outcome, rulesBookOf } from './rules-book.ts'

export interface Rules {
  readonly accountId: string
  readonly loaded: Loaded
  readonly retry: () => void
  readonly edit: (edit: Edit) => Promise<Outcome>
  readonly saveText: (text: string) => Promise<Outcome>
  readonly activate: (scriptId: string) => Promise<Outcome>
}

/** The rules of an account, read again whenever they change elsewhere. */
export function useRules(accountId: string): Rules {
  const book = rulesBookOf(useClient())
  const loaded = useSyncExternalStore(book.subscribe, () => book.find(accountId))
  const seen = useSeen(accountId)
  // Read again when something was seen to move.
  useEffect(() => void book.load(accountId), [book, accountId, seen])
  return useMemo(
    () => ({
      accountId,
      loaded,
      retry: () => void book.load(accountId),
      edit: (edit: Edit) => book.edit(accountId, edit),
      saveText: (text: string) => book.saveText(accountId, text),
      activate: (scriptId: string) => book.activate(accountId, scriptId),
    }),
    [book, accountId, loaded],
  )
}

/** Another text each time when scripts come, change or go. */
function useSeen(accountId: string): string | null {
  const rows = useQuery('SieveScript', { accountId })
  const { need, total } = rows
  useEffect(() => need(0, MOST), [need])
  const ids = rows.ids.filter(id => id !== undefined)
  const records = useRecords<SieveScript>('SieveScript', ids, { accountId })
  if (total === null) return null
  return JSON.stringify(records.map(record => record && [record.blobId, record.isActive]))
}

const MOST = 100

/** Accounts whose mail one may filter: one’s own first, then the shared ones that one looks after. */
export function useFilteredAccounts(): readonly { readonly id: string; readonly name: string }[] {
  const { accounts } = useSession()
  return useMemo(
    () =>
      Object.entries(accounts)
        .filter(([, { accountCapabilities }]) => SIEVE in accountCapabilities)
        .toSorted(([, a], [, b]) => Number(b.isPersonal) - Number(a.isPersonal))
        .map(([id, { name }]) => ({ id, name })),
    [accounts],
  )
}
