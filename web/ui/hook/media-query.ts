import { useCallback, useSyncExternalStore } from 'react'

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (notice: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', notice)
      return () => list.removeEventListener('change', notice)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** The shell of a phone below this width. The same figure stands in its sheets. */
export const phone = '(max-width: 700px)'

export function usePhone(): boolean {
  return useMediaQuery(phone)
}

/** Too narrow for a list and what is open of it beside it: a phone, or a window at twice its size. */
const narrow = '(max-width: 860px)'

/** Whether `Panes` shows one at a time. */
export function useOnePane(): boolean {
  return useMediaQuery(narrow)
}
