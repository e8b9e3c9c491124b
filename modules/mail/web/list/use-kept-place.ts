import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { ThreadSource } from './use-threads.ts'

/**
 * What arrives above, or goes, leaves what one is reading where it is. At the top of the list nothing is held: there
 * one waits for what arrives.
 */
export function useKeptPlace(container: RefObject<HTMLElement | null>, source: ThreadSource): void {
  const before = useRef(source)
  useLayoutEffect(() => {
    const last = before.current
    before.current = source
    const grid = container.current?.querySelector<HTMLElement>('[role="grid"]')
    const height = grid?.querySelector<HTMLElement>('[data-slot]')?.offsetHeight
    if (!grid || !height || grid.scrollTop < height / 2 || last === source) return
    const top = Math.floor(grid.scrollTop / height)
    const id = last.idAt(top)
    const now = id === null || source.idAt(top) === id ? -1 : source.indexOf(id)
    if (now !== -1) grid.scrollTop += (now - top) * height
  }, [container, source])
}
