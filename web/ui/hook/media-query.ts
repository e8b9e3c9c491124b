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

/** One pane at a time below this width. The same figure stands in the shell's sheets. */
export const phone = '(max-width: 700px)'

export function usePhone(): boolean {
  return useMediaQuery(phone)
}
