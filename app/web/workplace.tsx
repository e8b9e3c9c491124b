import { useCallback, useEffect, useRef, useState } from 'react'
import { coreTypes } from '../../core/types.ts'
import { WhoContext } from '../../web/face/scope.ts'
import type { Who } from '../../web/face.ts'
import { useT } from '../../web/i18n/index.ts'
import type { Client } from '../../web/sync/client.ts'
import { createClient } from '../../web/sync/create-client.ts'
import { followPage } from '../../web/sync/page.ts'
import { SyncProvider } from '../../web/sync/react.ts'
import { ErrorState } from '../../web/ui/index.ts'
import { signOut } from './entry/door.ts'
import { entryTexts } from './entry/texts.ts'
import { webModules } from './modules.ts'
import { turnOff } from './notify/device.ts'
import styles from './opening.module.css'
import { Opening } from './opening.tsx'
import { dropSearches } from './shell/recent-searches.ts'
import { Workspace } from './shell/workspace.tsx'

type Props = { who: Who; onLeave: (expired: boolean) => void }

/** The suite of one person: a client of the server's records, and the shell over it. */
export function Workplace({ who, onLeave }: Props) {
  const t = useT(entryTexts)
  const [attempt, setAttempt] = useState(0)
  const isLeaving = useRef(false)
  const expire = useCallback(() => isLeaving.current || onLeave(true), [onLeave])
  const opened = useClientOf(who, attempt, expire)
  const { client } = opened
  const leave = useCallback(async () => {
    // The end of the session, which the client hears of too, is not the end of what is kept here.
    isLeaving.current = true
    await turnOff().catch(() => undefined)
    // Out of reach, the session ends as soon as it can; what is here goes now.
    await signOut().catch(() => undefined)
    for (const module of webModules) module.forget?.()
    await client?.forget()
    dropSearches(who.address)
    onLeave(false)
  }, [client, who, onLeave])

  if (opened.failed)
    return (
      <main className={styles.alone}>
        <ErrorState title={t('unreachable.title')} onRetry={() => setAttempt(attempt + 1)}>
          {t('unreachable.text')}
        </ErrorState>
      </main>
    )
  if (!client) return <Opening />
  return (
    <SyncProvider value={client}>
      <WhoContext value={who}>
        <Workspace onSignOut={leave} />
      </WhoContext>
    </SyncProvider>
  )
}

const databaseOf = (address: string): string => `bastide.${address}`

interface Opened {
  readonly client: Client | null
  readonly failed: boolean
}

/** One per person: what one of them left to be sent is out of sight of the next. */
function useClientOf({ address }: Who, attempt: number, onExpired: () => void): Opened {
  const [opened, setOpened] = useState<Opened>({ client: null, failed: false })
  useEffect(() => {
    let isOver = false
    let unfollow: (() => void) | undefined
    setOpened({ client: null, failed: false })
    const opening = createClient({
      types: [...coreTypes, ...webModules.flatMap(module => module.descriptors)],
      listed: Object.assign({}, ...webModules.map(module => module.listed)),
      near: Object.assign({}, ...webModules.map(module => module.near)),
      told: webModules.flatMap(module => module.told ?? []),
      name: databaseOf(address),
      onSignedOut: () => isOver || onExpired(),
      onError: error => console.error(error),
    })
    opening.then(
      client => {
        if (isOver) return
        unfollow = followPage(client)
        setOpened({ client, failed: false })
      },
      () => isOver || setOpened({ client: null, failed: true }),
    )
    return () => {
      isOver = true
      unfollow?.()
      opening.then(client => client.close()).catch(() => undefined)
    }
  }, [address, attempt, onExpired])
  return opened
}
