import { useEffect } from 'react'
import { useQuery, useRecords } from '../../../web/face.ts'

/** More than anybody has of these; the server allows no more application passwords. */
const MOST = 100

/** All records of a type that has few; null while they are not known. */
export function useAll<R extends object>(type: string): readonly R[] | null {
  const rows = useQuery(type)
  const { need } = rows
  useEffect(() => need(0, MOST), [need])
  const records = useRecords<R>(
    type,
    rows.ids.filter(id => id !== undefined),
  )
  if (rows.total === null || records.includes(undefined)) return null
  return records.filter(record => record != null)
}
