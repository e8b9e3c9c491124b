import { useSyncExternalStore } from 'react'
import { useMediaQuery } from '../../../../web/ui/index.ts'

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

/** Too wide for a phone, too narrow for a list and a text beside it: a window at twice its size. */
const NARROW = '(min-width: 701px) and (max-width: 860px)'

/** Whether a conversation stands in the place of the list, by choice or for want of room. */
export function useAlone(): boolean {
  const isNarrow = useMediaQuery(NARROW)
  return useReadingPane() === 'none' || isNarrow
}

export function keepReadingPane(pane: ReadingPane): void {
  localStorage.setItem(KEPT, pane)
  for (const listener of listeners) listener()
}
