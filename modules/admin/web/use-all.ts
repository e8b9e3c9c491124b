import { useEffect } from 'react'
import { useQuery, useRecords } from '../../../web/face.ts'
import type { QuerySpec } from '../../../web/sync/query/spec.ts'

/** As many as a menu or a tab can usefully show. */
const MOST = 500

/** All records that answer a question with few answers; null while they are not known. */
export function useAll<R extends object>(
  type: string,
  spec: QuerySpec = {},
  most = MOST,
): readonly R[] | null {
  const rows = useQuery(type, spec)
  const { need } = rows
  useEffect(() => need(0, most), [need, most])
  const ids = rows.ids.slice(0, most).filter(id => id !== undefined)
  const records = useRecords<R>(type, ids)
  if (rows.total === null || records.includes(undefined)) return null
  return records.filter(record => record != null)
}

/** How many there are, live; undefined while it is not known. */
export function useTotal(type: string, spec: QuerySpec = {}): number | undefined {
  const rows = useQuery(type, spec)
  const { need } = rows
  useEffect(() => need(0, 1), [need])
  return rows.total ?? undefined
}
