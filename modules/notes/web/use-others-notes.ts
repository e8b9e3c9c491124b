import { useEffect, useMemo, useReducer } from 'react'
import type { FilterTree } from '../../../lib/filter.ts'
import { useClient, useSession } from '../../../web/face.ts'
import type { Client } from '../../../web/sync/client.ts'
import type { Query } from '../../../web/sync/query/query.ts'
import { type Source, sourceOf } from '../../../web/ui/index.ts'
import { NOTES, type Note } from '../types.ts'
import { type Shown, TYPE } from './note.ts'

/** More than one colleague shares with another. */
const MOST = 200

interface Sharer {
  readonly accountId: string
  readonly name: string
}

/** What colleagues share, from all their accounts, newest first. */
export function useOthersNotes(asked: boolean, sought: object | null): Source<Shown> {
  const client = useClient()
  const sharers = useSharers()
  const lists = useMemo(
    () =>
      (asked ? sharers : []).map(sharer => ({
        ...sharer,
        query: client.query(TYPE, { accountId: sharer.accountId, filter: sought as FilterTree | null }),
      })),
    [client, asked, sharers, sought],
  )
  const version = useFollowed(client, lists)
  return useMemo(() => {
    const notes = lists.flatMap(list => notesOf(client, list))
    const isKnown = lists.every(({ query }) => query.rows.total !== null)
    const newestFirst = notes.toSorted((a, b) => b.note.updatedAt.localeCompare(a.note.updatedAt))
    return isKnown ? sourceOf(newestFirst) : { ...sourceOf(newestFirst), total: null }
    // What the client holds moves with the version.
  }, [client, lists, version])
}

/** Everybody else whose account has notes for the signed-in person. */
function useSharers(): readonly Sharer[] {
  const { accounts, primaryAccounts } = useSession()
  return useMemo(
    () =>
      Object.entries(accounts)
        .filter(([id, account]) => id !== primaryAccounts[NOTES] && NOTES in account.accountCapabilities)
        .map(([accountId, { name }]) => ({ accountId, name })),
    [accounts, primaryAccounts],
  )
}

type List = Sharer & { readonly query: Query }

const idsOf = ({ query }: List): readonly string[] =>
  query.rows.ids.slice(0, MOST).filter(id => id !== undefined)

const shownAs = new WeakMap<object, Shown>()

function notesOf(client: Client, list: List): Shown[] {
  const { accountId, name: owner } = list
  return idsOf(list).flatMap(id => {
    const note = client.read(TYPE, id, accountId) as Note | null | undefined
    if (!note) return []
    const shown = shownAs.get(note) ?? { ref: { accountId, id }, note, owner }
    shownAs.set(note, shown)
    return [shown]
  })
}

/** Another number whenever a list, or a note in one, is another. */
function useFollowed(client: Client, lists: readonly List[]): number {
  const [version, move] = useReducer((count: number) => count + 1, 0)
  const ids = lists.map(list => `${list.accountId} ${idsOf(list).join(' ')}`).join('\n')
  useEffect(() => {
    const stops = lists.map(({ query }) => query.subscribe(move))
    for (const { query } of lists) query.need(0, MOST)
    move()
    return () => {
      for (const stop of stops) stop()
    }
  }, [lists])
  useEffect(() => {
    const stops = lists.flatMap(list => {
      const inList = idsOf(list)
      client.fetch(TYPE, inList, undefined, list.accountId).catch(() => undefined)
      return inList.map(id => client.watch(TYPE, id, move, list.accountId))
    })
    return () => {
      for (const stop of stops) stop()
    }
  }, [client, lists, ids])
  return version
}
