import { useSyncExternalStore } from 'react'

/**
 * Conversations that are about to be destroyed for good. What is destroyed cannot be brought back, so it is only
 * hidden until the time for changing one's mind is over; if the page is closed before, nothing is lost.
 */
export const PATIENCE_MS = 7000

let leaving: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()

function set(next: ReadonlySet<string>): void {
  leaving = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLeaving = (): ReadonlySet<string> => useSyncExternalStore(subscribe, () => leaving)

/** Hides them now, and runs `destroy` when nobody has called the answer by then. */
export function letGo(rowIds: readonly string[], destroy: () => Promise<void>): () => void {
  set(new Set([...leaving, ...rowIds]))
  const show = () => set(new Set([...leaving].filter(id => !rowIds.includes(id))))
  const timer = setTimeout(() => destroy().then(show, show), PATIENCE_MS)
  return () => {
    clearTimeout(timer)
    show()
  }
}
