import { useMemo } from 'react'
import type { FilterTree } from '../../../lib/filter.ts'
import { useSource, useSyncState } from '../../../web/face.ts'
import type { Source } from '../../../web/ui/index.ts'
import type { Note } from '../types.ts'
import type { Place } from './address.ts'
import { type Shown, TYPE } from './note.ts'
import { useOthersNotes } from './use-others-notes.ts'

/**
 * The notes of a place, all or those in which a text is found. Notes of others come from several accounts; both
 * hooks run, and the answer of one is taken.
 */
export function useNotes(place: Place, text: string): Source<Shown> {
  const sought = useSought(text)
  const own = useOwnNotes(place, sought)
  const others = useOthersNotes(place.kind === 'shared', sought)
  return place.kind === 'shared' ? others : own
}

/** Out of reach of the server, what is here is decided here: titles. */
function useSought(text: string): object | null {
  const isOffline = useSyncState().kind === 'offline'
  return useMemo(() => (text === '' ? null : isOffline ? { title: text } : { text }), [text, isOffline])
}

function useOwnNotes(place: Place, sought: object | null): Source<Shown> {
  const filter = both(filterOf(place), sought)
  const source = useSource<Note>(TYPE, filter ? { filter } : {})
  return useMemo(
    () => ({
      ...source,
      at: (index: number) => {
        const note = source.at(index)
        return note === 'loading' ? note : ownShown(note)
      },
    }),
    [source],
  )
}

const shown = new WeakMap<Note, Shown>()

/** The same object for the same record: a list draws a row again only when it is another one. */
function ownShown(note: Note): Shown {
  const known = shown.get(note) ?? { ref: { accountId: null, id: note.id }, note, owner: null }
  shown.set(note, known)
  return known
}

function filterOf(place: Place): object | null {
  if (place.kind === 'pinned') return { isPinned: true }
  return place.kind === 'label' ? { label: place.label } : null
}

const both = (a: object | null, b: object | null): FilterTree | null =>
  a && b ? { operator: 'AND', conditions: [a, b] as FilterTree[] } : ((a ?? b) as FilterTree | null)
