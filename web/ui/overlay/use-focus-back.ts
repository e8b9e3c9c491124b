import { useEffect } from 'react'

/** Where the focus was, oldest first: what opened a dialogue may be gone when that closes, as a line of a menu is. */
const trail: HTMLElement[] = []
const LONGEST = 16

if (typeof document !== 'undefined')
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    trail.push(target)
    if (trail.length > LONGEST) trail.shift()
  })

/**
 * Puts the focus back where it last was among what is still there, when something that held it is taken off the page.
 * Mantine does so only for what is closed before it is taken away.
 */
export function useFocusBack(): void {
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return
      const last = trail.findLast(element => element.isConnected && element.checkVisibility())
      last?.focus({ preventScroll: true })
    },
    [],
  )
}
