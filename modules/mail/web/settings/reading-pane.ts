import { useSyncExternalStore } from 'react'

export type ReadingPane = 'right' | 'none'

const KEPT = 'bastide.mail.pane'
const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const read = (): ReadingPane => (localStorage.getItem(KEPT) === 'none' ? 'none' : 'right')

/** Kept on this device: a small screen has no room for what a large one shows. */
export const useReadingPane = (): ReadingPane => useSyncExternalStore(subscribe, read)

export function keepReadingPane(pane: ReadingPane): void {
  localStorage.setItem(KEPT, pane)
  for (const listener of listeners) listener()
}
