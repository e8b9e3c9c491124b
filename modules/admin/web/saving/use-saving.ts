import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import type { JsonObject } from '../../../../wire/jmap/json.ts'
import { adminTexts } from '../texts.ts'
import { change } from './change.ts'
import { refusalWords } from './refusal-words.ts'

export type Last =
  | { readonly field: string; readonly state: 'busy' | 'undone' }
  | { readonly field: string; readonly state: 'saved'; readonly undo: () => void }
  | { readonly field: string; readonly state: 'refused'; readonly words: string }

/** The fields of one record, each saved as soon as it is left, each to be taken back. */
export interface Saving {
  /** What came of the last change. */
  readonly last: Last | null
  /** True when the server has taken it. */
  readonly save: (field: string, patch: JsonObject, inverse: JsonObject) => Promise<boolean>
}

export function useSaving(type: string, id: string): Saving {
  const client = useClient()
  return useSavingBy(patch => change(client, type, { update: { [id]: patch } }))
}

/** The same for what is kept in another way than as a record. */
export function useSavingBy(write: (patch: JsonObject) => Promise<unknown>): Saving {
  const t = useT(adminTexts)
  const [last, setLast] = useState<Last | null>(null)

  const attempt = async (field: string, patch: JsonObject, done: Last): Promise<boolean> => {
    setLast({ field, state: 'busy' })
    try {
      await write(patch)
      setLast(done)
      return true
    } catch (error) {
      setLast({ field, state: 'refused', words: refusalWords(error, t) })
      return false
    }
  }

  const save: Saving['save'] = (field, patch, inverse) => {
    const undo = () => void attempt(field, inverse, { field, state: 'undone' })
    return attempt(field, patch, { field, state: 'saved', undo })
  }
  return { last, save }
}

export const errorOf = ({ last }: Saving, field: string): string | null =>
  last?.field === field && last.state === 'refused' ? last.words : null
