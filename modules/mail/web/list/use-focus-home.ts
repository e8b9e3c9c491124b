import { type RefObject, useEffect, useRef } from 'react'

/**
 * Gives the focus to the list when something else is read, or nothing more, and the focus is nowhere: with what held it
 * gone, or before anything had it. So arrows go on from there, and a screen reader says where one is.
 */
export function useFocusHome(rows: RefObject<HTMLElement | null>, openId: string | null): void {
  const before = useRef(openId)
  useEffect(() => {
    if (before.current === openId) return
    before.current = openId
    if (document.activeElement === document.body)
      rows.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
  }, [rows, openId])
}
