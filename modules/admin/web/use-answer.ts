import { useCallback, useEffect, useState } from 'react'
import { useClient } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { run } from './saving/change.ts'
import { refusalWords } from './saving/refusal-words.ts'
import { adminTexts } from './texts.ts'

export interface Answer<R> {
  /** Null until it is there. */
  readonly value: R | null
  /** Why it is not there, or no longer fresh. */
  readonly fault: string | null
  readonly ask: () => void
}

const AGAIN_MS = 20_000

/** What a method of the directory answers, asked again now and then while somebody looks. */
export function useAnswer<R extends object>(method: string): Answer<R> {
  const t = useT(adminTexts)
  const client = useClient()
  const [value, setValue] = useState<R | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const ask = useCallback(() => {
    run(client, method, {}).then(
      answer => {
        setValue(answer as R)
        setFault(null)
      },
      error => setFault(refusalWords(error, t)),
    )
  }, [client, method, t])
  useEffect(() => {
    ask()
    const timer = setInterval(() => document.visibilityState === 'visible' && ask(), AGAIN_MS)
    return () => clearInterval(timer)
  }, [ask])
  return { value, fault, ask }
}
