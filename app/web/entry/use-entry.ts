import { useCallback, useEffect, useState } from 'react'
import type { Who } from '../../../web/face.ts'
import { setLanguage } from '../../../web/i18n/index.ts'
import { readEntryState, type SignedIn } from './door.ts'
import { dropWho, keepWho, keptLanguage, keptWho } from './kept.ts'

/** Which of its faces the app shows. */
export type Entry =
  | { readonly kind: 'opening' | 'unreachable' | 'setUp' }
  | { readonly kind: 'signIn'; readonly expired: boolean }
  | { readonly kind: 'choosePassword'; readonly who: Who; readonly given: string | null }
  | { readonly kind: 'in'; readonly who: Who }

export interface Entering {
  readonly entry: Entry
  /** With the password that was typed, if it was. */
  readonly enter: (who: SignedIn, password?: string) => void
  /** Another password stands in the place of the one that was given. */
  readonly choose: () => void
  /** Nothing of the person is shown any more; `expired` when it was not their wish. */
  readonly leave: (expired: boolean) => void
  readonly retry: () => void
}

/** Who was here is let in at once, while the server is asked whether that still stands. */
export function useEntry(): Entering {
  const [entry, setEntry] = useState<Entry>(() => {
    const who = keptWho()
    return who ? { kind: 'in', who } : { kind: 'opening' }
  })

  const enter = useCallback(({ mustChoosePassword, ...who }: SignedIn, password: string | null = null) => {
    setLanguage(keptLanguage(who.language))
    if (mustChoosePassword) {
      dropWho()
      setEntry(now =>
        now.kind === 'choosePassword' ? now : { kind: 'choosePassword', who, given: password },
      )
      return
    }
    keepWho(who)
    setEntry(now => (now.kind === 'in' && isSame(now.who, who) ? now : { kind: 'in', who }))
  }, [])

  const leave = useCallback((expired: boolean) => {
    dropWho()
    setEntry({ kind: 'signIn', expired })
  }, [])

  const ask = useCallback(async () => {
    try {
      const { needsSetup, signedIn } = await readEntryState()
      if (signedIn) enter(signedIn)
      else if (needsSetup) setEntry({ kind: 'setUp' })
      else leave(keptWho() !== null)
    } catch {
      setEntry(now => (now.kind === 'in' ? now : { kind: 'unreachable' }))
    }
  }, [enter, leave])

  useEffect(() => void ask(), [ask])
  useReturn(ask)

  const choose = useCallback(() => void ask(), [ask])

  const retry = useCallback(() => {
    setEntry({ kind: 'opening' })
    void ask()
  }, [ask])

  return { entry, enter, choose, leave, retry }
}

/** Who comes back to the page may have been signed out meanwhile, or may be someone else. */
function useReturn(ask: () => Promise<void>): void {
  useEffect(() => {
    const look = (): void => void (document.visibilityState === 'visible' && ask())
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [ask])
}

const isSame = (a: Who, b: Who): boolean => JSON.stringify(a) === JSON.stringify(b)
