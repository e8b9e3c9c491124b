import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react'
import type { JsonObject } from '../../wire/jmap/json.ts'
import type { Session } from '../../wire/jmap/session.ts'
import type { Client } from './client.ts'
import type { MergedRows } from './query/merged.ts'
import type { Rows } from './query/rows.ts'
import type { QuerySpec } from './query/spec.ts'
import { canonical } from './same.ts'
import type { SyncState } from './status.ts'

const ClientContext = createContext<Client | null>(null)

export const SyncProvider = ClientContext.Provider

export function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) throw new Error('there is no SyncProvider above')
  return client
}

export interface RecordOptions {
  readonly accountId?: string | undefined
  /** The listed ones when left out. */
  readonly properties?: readonly string[] | undefined
}

/** Null when there is no such record, undefined while it is not known. */
export type Seen<R> = R | null | undefined

/** A record, fetched when need be, and followed through its changes. */
export function useRecord<R extends object = JsonObject>(
  type: string,
  id: string | null,
  options: RecordOptions = {},
): Seen<R> {
  return useRecords<R>(type, id === null ? NONE : [id], options)[0]
}

const NONE: readonly string[] = []

/** Records in the order of `ids`. */
export function useRecords<R extends object = JsonObject>(
  type: string,
  ids: readonly string[],
  { accountId, properties }: RecordOptions = {},
): readonly Seen<R>[] {
  return useRecordsOf<R>(
    type,
    ids.map(id => ({ accountId, id })),
    properties,
  )
}

type Ref = { readonly accountId?: string | undefined; readonly id: string }

/** Records of any accounts, in the order of `refs`. */
export function useRecordsOf<R extends object = JsonObject>(
  type: string,
  refs: readonly Ref[],
  properties?: readonly string[],
): readonly Seen<R>[] {
  const client = useClient()
  const all = useStable(refs)
  const wanted = useStable(properties)
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = all.map(({ id, accountId }) => client.watch(type, id, listener, accountId))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [client, type, all],
  )
  useEffect(() => {
    for (const [accountId, some] of Map.groupBy(all, ref => ref.accountId)) {
      const ids = some.map(({ id }) => id)
      client.fetch(type, ids, wanted, accountId).catch(leaveToStatus)
    }
  }, [client, type, all, wanted])
  const read = useSameItems(() => all.map(({ id, accountId }) => client.read(type, id, accountId) as Seen<R>))
  return useSyncExternalStore(subscribe, read)
}

/** What cannot be fetched now is said by `useSyncState`, and fetched when it can be. */
const leaveToStatus = () => undefined

export interface RowSource extends Rows {
  /** Asks for rows to be loaded, and kept so. */
  need(from: number, to: number): void
}

/** A list of any length; ask for the rows in sight with `need`. */
export function useQuery(type: string, spec: QuerySpec = {}): RowSource {
  const client = useClient()
  const stable = useStable(spec)
  const query = useMemo(() => client.query(type, stable), [client, type, stable])
  const subscribe = useCallback((listener: () => void) => query.subscribe(listener), [query])
  const rows = useSyncExternalStore(subscribe, () => query.rows)
  const need = useCallback((from: number, to: number) => query.need(from, to), [query])
  return useMemo(() => ({ ...rows, need }), [rows, need])
}

export interface MergedSource extends MergedRows {
  /** Asks for rows to be loaded, and kept so. */
  need(from: number, to: number): void
}

/** Lists of several accounts as one; what is asked must have an order that follows from the records alone. */
export function useMerged(type: string, specs: readonly QuerySpec[]): MergedSource {
  const client = useClient()
  const stable = useStable(specs)
  const merged = useMemo(() => client.merged(type, stable), [client, type, stable])
  const subscribe = useCallback((listener: () => void) => merged.subscribe(listener), [merged])
  const rows = useSyncExternalStore(subscribe, () => merged.rows)
  const need = useCallback((from: number, to: number) => merged.need(from, to), [merged])
  return useMemo(() => ({ ...rows, need }), [rows, need])
}

export function useSyncState(): SyncState {
  const client = useClient()
  const subscribe = useCallback((listener: () => void) => client.onSyncState(listener), [client])
  return useSyncExternalStore(subscribe, () => client.syncState)
}

export function useSession(): Session {
  const client = useClient()
  const subscribe = useCallback((listener: () => void) => client.onSession(listener), [client])
  return useSyncExternalStore(subscribe, () => client.session)
}

/** The same object for as long as it says the same: the key stands for the value. */
function useStable<T>(value: T): T {
  const key = canonical(value)
  return useMemo(() => value, [key])
}

/** The same list for as long as its items are the same. */
function useSameItems<T>(make: () => readonly T[]): () => readonly T[] {
  const last = useRef<readonly T[]>([])
  return () => {
    const next = make()
    const isSame = next.length === last.current.length && next.every((item, at) => item === last.current[at])
    if (!isSame) last.current = next
    return last.current
  }
}
