import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { faceTexts } from '../../../../web/face/texts.ts'
import { useClient, useQuery, useRecords, useSyncState } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import type { QuerySpec } from '../../../../web/sync/query/spec.ts'
import { type Source, useDelayed } from '../../../../web/ui/index.ts'
import type { Thread } from '../../types.ts'
import { useLeaving } from '../action/leaving.ts'
import type { ListedEmail, ThreadRow } from './thread.ts'

export interface ThreadSource extends Source<ThreadRow> {
  /** -1 when not in sight. */
  readonly indexOf: (threadId: string) => number
  readonly idAt: (index: number) => string | null
  /** The rows that the list last asked for. */
  readonly inSight: readonly number[]
}

/** The conversations of a place, each with all that the list shows of its emails; those in sight followed live. */
export function useThreads(accountId: string, spec: QuerySpec): ThreadSource {
  const client = useClient()
  const rows = useQuery('Email', { ...spec, accountId, ...ONE_ROW_A_THREAD })
  const { range, need } = useRange(rows.need)
  const inSight = rows.ids.slice(range.from, range.to + 1).filter(id => id !== undefined)
  const emails = useRecords<ListedEmail>('Email', inSight, { accountId })
  const threadIds = unique(emails.map(email => email?.threadId))
  const threads = useRecords<Thread>('Thread', threadIds, { accountId })
  const others = useRecords<ListedEmail>('Email', unique(threads.flatMap(thread => thread?.emailIds)), {
    accountId,
  })
  const leaving = useLeaving()
  const makeRow = useRows()
  const error = useFault(rows.total)

  return useMemo(() => {
    const read = (id: string) => client.read('Email', id, accountId) as ListedEmail | null | undefined
    const emailOf = (index: number) => {
      const id = rows.at(index)
      return (id !== undefined && read(id)) || null
    }
    const shown = shownIndexes(rows.ids, index => leaving.has(emailOf(index)?.threadId ?? ''), leaving.size)
    const rowAt = (index: number): ThreadRow | 'loading' => {
      const email = emailOf(shown(index))
      if (!email) return 'loading'
      const thread = client.read('Thread', email.threadId ?? '', accountId) as Thread | null | undefined
      const known = (thread?.emailIds ?? []).map(read).filter(other => other != null)
      return makeRow(email, known.some(other => other.id === email.id) ? known : [email])
    }
    const idAt = (index: number) => idOf(emailOf(shown(index)))
    return {
      total: rows.total === null ? null : rows.total - shown.hidden,
      at: rowAt,
      need,
      idAt,
      indexOf: id => indexNear(id, rows.ids.length - shown.hidden, idAt),
      inSight: Array.from({ length: range.to - range.from + 1 }, (_, offset) => range.from + offset),
      error,
      retry: () => client.wake(),
    }
    // What is in sight is read through the client; other records of it ask for another source.
  }, [client, accountId, rows, emails, threads, others, need, leaving, makeRow, range, error])
}

/** One row a conversation, on the server and here. RFC 8621 §4.4.3 */
export const ONE_ROW_A_THREAD = { extra: { collapseThreads: true }, collapsed: 'threadId' } as const

/** Rows that a list asks for before it knows how many it has room for. */
const FIRST = 20

function useRange(ask: (from: number, to: number) => void) {
  const [range, setRange] = useState({ from: 0, to: 0 })
  // A list that says why it cannot be had asks for nothing: it comes as soon as it can.
  useEffect(() => ask(0, FIRST), [ask])
  const need = useCallback(
    (from: number, to: number) => {
      ask(from, to + 1)
      setRange(now => (now.from === from && now.to === to ? now : { from, to }))
    },
    [ask],
  )
  return { range, need }
}

/** The same row object for as long as nothing in it changed: what is drawn of it is kept with it. */
function useRows(): (email: ListedEmail, emails: readonly ListedEmail[]) => ThreadRow {
  const made = useRef(new WeakMap<ListedEmail, ThreadRow>())
  return useCallback((email, emails) => {
    const known = made.current.get(email)
    const isSame =
      known?.emails.length === emails.length && known.emails.every((other, at) => other === emails[at])
    const row = known && isSame ? known : { id: idOf(email)!, email, emails }
    made.current.set(email, row)
    return row
  }, [])
}

/** A draft that the server does not know yet has no conversation. */
const idOf = (email: ListedEmail | null): string | null => email && (email.threadId || email.id)

function useFault(total: number | null): string | null {
  const t = useT(faceTexts)
  const { kind } = useSyncState()
  const isLacking = total === null && (kind === 'offline' || kind === 'error')
  // What this device has of it comes first.
  const isLate = useDelayed(isLacking)
  if (!isLacking || !isLate) return null
  return t(kind === 'offline' ? 'list.offline' : 'list.failed')
}

/** Where a row stands in the server's list, when some of it are about to go and are shown no more. */
function shownIndexes(ids: readonly (string | undefined)[], isHidden: (at: number) => boolean, most: number) {
  const hidden: number[] = []
  for (let at = 0; at < ids.length && hidden.length < most; at++) if (isHidden(at)) hidden.push(at)
  const shown = (index: number) => hidden.reduce((at, gone) => (gone <= at ? at + 1 : at), index)
  return Object.assign(shown, { hidden: hidden.length })
}

function indexNear(id: string, total: number, idAt: (index: number) => string | null): number {
  for (let at = 0; at < total; at++) if (idAt(at) === id) return at
  return -1
}

const unique = (ids: readonly (string | null | undefined)[]): string[] => [
  ...new Set(ids.filter(id => id != null)),
]
