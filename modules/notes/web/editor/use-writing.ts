import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import type { Note } from '../../types.ts'
import { TYPE } from '../note.ts'

type Words = Partial<Pick<Note, 'title' | 'body'>>

export type Saving = 'untouched' | 'saving' | 'saved' | 'failed'

export interface Writing {
  readonly title: string
  readonly body: string
  readonly saving: Saving
  readonly setTitle: (title: string) => void
  readonly setBody: (body: string) => void
}

/** Long enough for a word, short enough to be forgotten. */
const PAUSE_MS = 500

/**
 * What is being written, over the note as it is known. Each property is sent for itself, so of two people who write in
 * different ones both are right, and in the same one the last; what comes from elsewhere shows where nothing is unsaved.
 */
export function useWriting(accountId: string, id: string, note: Note): Writing {
  const client = useClient()
  const [words, setWords] = useState<Words>({})
  const [saving, setSaving] = useState<Saving>('untouched')
  const unsaved = useRef<Words>({})
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const save = useCallback(() => {
    clearTimeout(timer.current)
    const patch = unsaved.current
    if (Object.keys(patch).length === 0) return
    unsaved.current = {}
    const { saved } = client.update(TYPE, id, patch, accountId)
    setWords({})
    const tell = (state: Saving) => () => Object.keys(unsaved.current).length === 0 && setSaving(state)
    saved.then(tell('saved'), tell('failed'))
  }, [client, accountId, id])

  const write = (more: Words): void => {
    unsaved.current = { ...unsaved.current, ...more }
    setWords(unsaved.current)
    setSaving('saving')
    clearTimeout(timer.current)
    timer.current = setTimeout(save, PAUSE_MS)
  }

  useEffect(() => {
    const leave = (): void => void (document.visibilityState === 'hidden' && save())
    document.addEventListener('visibilitychange', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      save()
    }
  }, [save])

  return {
    title: words.title ?? note.title,
    body: words.body ?? note.body,
    saving,
    setTitle: title => write({ title }),
    setBody: body => write({ body }),
  }
}
