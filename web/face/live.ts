import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { LIVE } from '../../wire/jmap/capability.ts'
import type { Present } from '../../wire/jmap/live.ts'
import type { Client } from '../sync/client.ts'
import { useClient } from '../sync/react.ts'
import { LiveLine } from './live-line.ts'
import { useWho } from './scope.ts'

const lines = new WeakMap<Client, LiveLine>()

function lineOf(client: Client): LiveLine {
  const known = lines.get(client)
  if (known) return known
  const line = new LiveLine(() => new WebSocket(urlOf(client)))
  lines.set(client, line)
  client.onSyncState(() => {
    if (client.syncState.kind === 'offline') line.lose()
  })
  return line
}

function urlOf({ session }: Client): string {
  const { url = '/live' } = (session.capabilities[LIVE] ?? {}) as { url?: string }
  return new URL(url, location.href).href.replace(/^http/, 'ws')
}

/** The others who are at records of a type right now; nobody without an account. */
export function usePresent(accountId: string | null, type: string): readonly Present[] {
  const line = lineOf(useClient())
  const { principalId } = useWho()
  const ground = useMemo(() => (accountId === null ? null : { accountId, type }), [accountId, type])
  const subscribe = useCallback(
    (listener: () => void) => (ground ? line.watch(ground, listener) : () => undefined),
    [line, ground],
  )
  const all = useSyncExternalStore(subscribe, () => (ground ? line.present(ground) : NOBODY))
  return useMemo(() => all.filter(one => one.principalId !== principalId), [all, principalId])
}

const NOBODY: readonly Present[] = []

/** Shows the others that one is at a record, for as long as this is drawn. */
export function useBeingAt(accountId: string | null, type: string, id: string | null): void {
  const line = lineOf(useClient())
  useEffect(() => {
    if (accountId === null || id === null) return
    const ground = { accountId, type }
    const leave = line.watch(ground, () => undefined)
    line.putAt(ground, id)
    return () => {
      line.putAt(ground, null)
      leave()
    }
  }, [line, accountId, type, id])
}
