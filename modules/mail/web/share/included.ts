import { useSyncExternalStore } from 'react'
import { useAccountId } from '../../../../web/face.ts'
import { MAIL } from '../../types.ts'
import { type Box, useBoxes } from './box.ts'

const listeners = new Set<() => void>()

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export interface Included {
  readonly boxes: readonly Box[]
  readonly has: (accountId: string) => boolean
  /** Leaves a box out, or takes it in again. */
  readonly turn: (accountId: string) => void
}

/** Which boxes are looked at together: all, but those that one has left out on this device. */
export function useIncluded(): Included {
  const boxes = useBoxes()
  const key = `bastide.mail.left-out.${useAccountId(MAIL)}`
  const kept = useSyncExternalStore(subscribe, () => localStorage.getItem(key) ?? '')
  const out = new Set(kept.split(' ').filter(Boolean))
  const turn = (accountId: string): void => {
    localStorage.setItem(key, [...out.symmetricDifference(new Set([accountId]))].join(' '))
    for (const listener of listeners) listener()
  }
  const included = boxes.filter(box => !out.has(box.accountId))
  // None at all would be a list of nothing.
  return included.length === 0
    ? { boxes, has: () => true, turn }
    : { boxes: included, has: id => !out.has(id), turn }
}
