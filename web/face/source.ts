import { useCallback, useMemo, useState } from 'react'
import type { JsonObject } from '../../wire/jmap/json.ts'
import { useT } from '../i18n/index.ts'
import type { Rows } from '../sync/query/rows.ts'
import type { QuerySpec } from '../sync/query/spec.ts'
import { useClient, useQuery, useRecords, useSyncState } from '../sync/react.ts'
import { type Source, useDelayed } from '../ui/index.ts'
import { faceTexts } from './texts.ts'

export interface RecordSource<R> extends Source<R> {
  readonly ids: readonly (string | undefined)[]
  /** -1 when not in sight. */
  readonly indexOf: (id: string) => number
  /** Out of reach of the server: there may be more. */
  readonly isPartial: boolean
}

/** The answer to a query, as the one `List` of web/ui draws it: records in order, those in sight followed live. */
export function useSource<R extends object = JsonObject>(
  type: string,
  spec: QuerySpec = {},
): RecordSource<R> {
  const client = useClient()
  const rows = useQuery(type, spec)
  const [range, setRange] = useState({ from: 0, to: 0 })
  const { accountId } = spec
  const inSight = rows.ids.slice(range.from, range.to + 1).filter(id => id !== undefined)
  const records = useRecords<R>(type, inSight, { accountId })
  const need = useCallback(
    (from: number, to: number) => {
      rows.need(from, to + 1)
      setRange(now => (now.from === from && now.to === to ? now : { from, to }))
    },
    [rows.need],
  )
  const error = useFault(rows)
  return useMemo(() => {
    const at = (index: number) => {
      const id = rows.at(index)
      const record = id === undefined ? undefined : client.read(type, id, accountId)
      return record ? (record as R) : 'loading'
    }
    const { total, ids, indexOf, isPartial } = rows
    const retry = () => client.wake()
    return { total, at, need, ids, indexOf, isPartial, error, retry }
    // `records` are read through the client; another list of them asks for another source.
  }, [client, type, accountId, rows, records, need, error])
}

/** Why there is nothing to show, when it is not because there is nothing. */
export function useFault({ total, isPartial }: Pick<Rows, 'total' | 'isPartial'>): string | null {
  const t = useT(faceTexts)
  const { kind } = useSyncState()
  // What this device has of it comes first.
  const isUnknown = useDelayed(total === null && (kind === 'offline' || kind === 'error'))
  if (total === 0 && isPartial) return t(kind === 'offline' ? 'list.offline' : 'list.unreachable')
  if (!isUnknown) return null
  return t(kind === 'offline' ? 'list.offline' : 'list.failed')
}
