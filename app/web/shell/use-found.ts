import { useEffect, useMemo, useState } from 'react'
import { useClient, type WebModule } from '../../../web/face.ts'
import { type Found, find, searchables } from './find.ts'

/** Between two keys of a fast typist. */
const PAUSE_MS = 120

export interface Finding {
  readonly found: readonly Found[]
  /** The answer to what stands in the field has not come yet. */
  readonly waiting: boolean
  readonly failed: boolean
}

type Answer = Omit<Finding, 'waiting'> & { readonly text: string }

const nothing: Answer = { text: '', found: [], failed: false }

/** What the modules have on a text. The last answer stays until the next one comes. */
export function useFound(modules: readonly WebModule[], text: string): Finding {
  const client = useClient()
  const types = useMemo(() => searchables(modules), [modules])
  const [answer, setAnswer] = useState(nothing)
  useEffect(() => {
    if (text === '' || types.length === 0) return setAnswer({ ...nothing, text })
    let isOver = false
    const settle = (answer: Answer) => isOver || setAnswer(answer)
    const timer = setTimeout(() => {
      find(client, types, text).then(
        found => settle({ text, found, failed: false }),
        () => settle({ text, found: [], failed: true }),
      )
    }, PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [client, types, text])
  return { found: answer.found, failed: answer.failed, waiting: answer.text !== text }
}
