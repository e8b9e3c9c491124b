import { useEffect } from 'react'
import { useClient } from '../../../../web/face.ts'
import { isUnread, type ReadEmail } from './email.ts'

/** How long a message is before the eyes before it counts as read. */
const GLANCE_MS = 1000

/** Marks what is open as read. */
export function useSeen(accountId: string, messages: readonly ReadEmail[], open: ReadonlySet<string>): void {
  const client = useClient()
  const unread = messages
    .filter(email => open.has(email.id) && isUnread(email))
    .map(email => email.id)
    .join(' ')
  useEffect(() => {
    if (unread === '') return
    const see = (): void => {
      if (document.visibilityState !== 'visible') return
      const patch = { 'keywords/$seen': true }
      const changes = unread
        .split(' ')
        .map(id => ({ kind: 'update', type: 'Email', accountId, id, patch }) as const)
      client.perform(null, changes)
    }
    let timer = setTimeout(see, GLANCE_MS)
    const onLook = (): void => {
      clearTimeout(timer)
      timer = setTimeout(see, GLANCE_MS)
    }
    document.addEventListener('visibilitychange', onLook)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onLook)
    }
  }, [client, accountId, unread])
}
