import { useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import type { Principal } from '../principal.ts'
import { run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { personTexts } from './texts.ts'

export interface SeenSession {
  readonly kind: string
  readonly userAgent: string
  readonly ip: string | null
  readonly createdAt: string
  readonly seenAt: string
}

/** What is signed in as somebody, as of when one looks. */
export function useSessions({ id, name }: Principal) {
  const t = useT(personTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  const [sessions, setSessions] = useState<readonly SeenSession[] | null>(null)
  const [error, setError] = useState<string | null>(null)
  useEffect(() => {
    let isOver = false
    run(client, 'Principal/sessions', { id }).then(
      answer => isOver || setSessions(answer['list'] as readonly SeenSession[]),
      fault => isOver || setError(refusalWords(fault, words)),
    )
    return () => {
      isOver = true
    }
  }, [client, id, words])
  const signOut = async (): Promise<void> => {
    try {
      await run(client, 'Principal/signOut', { id })
      setSessions([])
      toast({ text: t('access.sessions-ended', { name }) })
    } catch (fault) {
      toast({ tone: 'error', text: refusalWords(fault, words) })
    }
  }
  return { sessions, error, signOut }
}
