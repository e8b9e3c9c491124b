import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useClient, useFault, useMerged, useRecordsOf } from '../../../../web/face.ts'
import type { RecordRef } from '../../../../web/sync/query/merged.ts'
import type { QuerySpec } from '../../../../web/sync/query/spec.ts'
import type { Seen } from '../../../../web/sync/react.ts'
import type { Source } from '../../../../web/ui/index.ts'
import type { Thread } from '../../types.ts'
import { useLeaving } from '../action/leaving.ts'
import { ONE_ROW_A_THREAD } from './one-row.ts'
import {
  LISTED_BESIDE,
  type ListedEmail,
  rowIdOf,
  type ThreadEmail,
  type ThreadRef,
  type ThreadRow,
} from './thread.ts'

export interface ThreadSource extends Source<ThreadRow> {
  /** -1 when not in sight. */
  readonly indexOf: (rowId: string) => number
  readonly idAt: (index: number) => string | null
  /** Made here of what the device has, until the server can be asked. */
  readonly isPartial: boolean
  /** The rows that the list last asked for. */
  readonly inSight: readonly number[]
}

/** What is asked of one account. */
export type Asked = QuerySpec & { readonly accountId: string }

/**
 * The conversations of a place, each with all that the list shows of its emails; those in sight followed live. A place
 * may be in several accounts: the order is then one that follows from the emails alone.
 */
export function useThreads(asked: readonly Asked[]): ThreadSource {
  const client = useClient()
  const rows = useMerged(
    'Email',
    asked.map(spec => ({ ...spec, ...ONE_ROW_A_THREAD })),
  )
  const { range, need } = useRange(rows.need)
  const inSight = Array.from({ length: range.to - range.from + 1 }, (_, offset) => range.from + offset)
  const refs = inSight.map(rows.at).filter(ref => ref !== undefined)
  const emails = useRecordsOf<ListedEmail>('Email', refs)
  const threadRefs = uniqueRefs(refs, emails, email => (email.threadId ? [email.threadId] : []))
  const threads = useRecordsOf<Thread>('Thread', threadRefs)
  const others = useRecordsOf<ThreadEmail>(
    'Email',
    uniqueRefs(threadRefs, threads, thread => thread.emailIds),
    LISTED_BESIDE,
  )
  const leaving = useLeaving()
  const makeRow = useRows()
  const error = useFault(rows)

  return useMemo(() => {
    const known = (index: number): Known | null => {
      const ref = rows.at(index)
      const email = ref && (client.read('Email', ref.id, ref.accountId) as ListedEmail | null | undefined)
      // A draft that the server does not know yet has no conversation.
      return email ? { accountId: ref.accountId, threadId: email.threadId || email.id, email } : null
    }
    const idOf = (found: Known | null) => found && rowIdOf(found)
    const all = rows.total ?? 0
    const shown = shownIndexes(all, index => leaving.has(idOf(known(index)) ?? ''), leaving.size)
    const rowAt = (index: number): ThreadRow | 'loading' => {
      const found = known(shown(index))
      if (!found) return 'loading'
      const { accountId, threadId, email } = found
      const thread = client.read('Thread', threadId, accountId) as Thread | null | undefined
      const emails = (thread?.emailIds ?? [])
        .map(id => client.read('Email', id, accountId) as ThreadEmail | null | undefined)
        .filter(other => other != null)
      return makeRow(found, emails.some(other => other.id === email.id) ? emails : [email])
    }
    const idAt = (index: number) => idOf(known(shown(index)))
    return {
      total: rows.total === null ? null : rows.total - shown.hidden,
      at: rowAt,
      need,
      idAt,
      indexOf: id => indexNear(id, all - shown.hidden, idAt),
      isPartial: rows.isPartial,
      inSight,
      error,
      retry: () => client.wake(),
    }
    // What is in sight is read through the client; other records of it ask for another source.
  }, [client, rows, emails, threads, others, need, leaving, makeRow, range, error])
}

interface Known extends ThreadRef {
  readonly email: ListedEmail
}

/** What records name, each in the account of its record. */
function uniqueRefs<R>(
  refs: readonly RecordRef[],
  records: readonly Seen<R>[],
  idsOf: (record: R) => readonly string[],
): RecordRef[] {
  const named = records.flatMap((record, at) => {
    const { accountId } = refs[at]!
    return record ? idsOf(record).map(id => ({ accountId, id })) : []
  })
  return [...new Map(named.map(ref => [`${ref.accountId} ${ref.id}`, ref])).values()]
}

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
function useRows(): (known: Known, emails: readonly ThreadEmail[]) => ThreadRow {
  const made = useRef(new WeakMap<ListedEmail, ThreadRow>())
  return useCallback((known, emails) => {
    const last = made.current.get(known.email)
    const isSame =
      last?.emails.length === emails.length && last.emails.every((other, at) => other === emails[at])
    const row = last && isSame ? last : { id: rowIdOf(known), ...known, emails }
    made.current.set(known.email, row)
    return row
  }, [])
}

/** Where a row stands in the server's list, when some of it are about to go and are shown no more. */
function shownIndexes(total: number, isHidden: (at: number) => boolean, most: number) {
  const hidden: number[] = []
  for (let at = 0; at < total && hidden.length < most; at++) if (isHidden(at)) hidden.push(at)
  const shown = (index: number) => hidden.reduce((at, gone) => (gone <= at ? at + 1 : at), index)
  return Object.assign(shown, { hidden: hidden.length })
}

function indexNear(id: string, total: number, idAt: (index: number) => string | null): number {
  for (let at = 0; at < total; at++) if (idAt(at) === id) return at
  return -1
}
