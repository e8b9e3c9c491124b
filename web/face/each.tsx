import { type ReactNode, useCallback, useLayoutEffect, useMemo, useState } from 'react'

export interface Each<T> {
  /** What the hook said of each, in the order of the ids, as far as it has been asked. */
  readonly all: ReadonlyMap<string, T>
  /** Draws nothing, and must stand in what the screen draws. */
  readonly askers: ReactNode
}

/** The answers of one hook for several ids, which may come and go: a hook itself cannot be called in a loop. */
export function useEach<T>(ids: readonly string[], useOne: (id: string) => T): Each<T> {
  const [said, setSaid] = useState<ReadonlyMap<string, T>>(new Map())
  const say = useCallback((id: string, answer: T) => setSaid(now => new Map([...now, [id, answer]])), [])
  const key = ids.join(' ')
  const all = useMemo(
    () => new Map(ids.flatMap(id => (said.has(id) ? [[id, said.get(id) as T] as const] : []))),
    [said, key],
  )
  return { all, askers: ids.map(id => <Asker key={id} id={id} useOne={useOne} say={say} />) }
}

type AskerProps<T> = { id: string; useOne: (id: string) => T; say: (id: string, answer: T) => void }

function Asker<T>({ id, useOne, say }: AskerProps<T>) {
  const answer = useOne(id)
  useLayoutEffect(() => say(id, answer), [id, answer, say])
  return null
}
