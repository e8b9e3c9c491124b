import { useEffect, useMemo } from 'react'
import { useQuery, useRecords } from '../../../web/face.ts'
import { collatorOf, useLanguage } from '../../../web/i18n/index.ts'
import type { Note } from '../types.ts'
import { TYPE } from './note.ts'

/** Notes in which labels are looked for: the newest, far more than most people have. */
const LOOKED_AT = 500
/** A question of its own, so that scrolling a list does not move what is looked at here. */
const NEWEST = [{ property: 'createdAt', isAscending: false }]

/** The labels in use, in the order of the alphabet. */
export function useLabels(): readonly string[] {
  const language = useLanguage()
  const rows = useQuery(TYPE, { sort: NEWEST })
  const { need } = rows
  useEffect(() => need(0, LOOKED_AT), [need])
  const ids = rows.ids.slice(0, LOOKED_AT).filter(id => id !== undefined)
  const notes = useRecords<Pick<Note, 'labels'>>(TYPE, ids, { properties: ['labels'] })
  return useMemo(() => {
    const labels = new Set(notes.flatMap(note => Object.keys(note?.labels ?? {})))
    return [...labels].sort(collatorOf(language).compare)
  }, [notes, language])
}
