import { useMemo } from 'react'

/**
 * What is made of a row is made once for as long as the row and the maker are the same objects, so that scrolling
 * draws only the rows that come into sight. Makers should be defined outside the render, or with useCallback.
 */
export function useCached<R extends object, T>(make: (row: R) => T): (row: R) => T {
  return useMemo(() => {
    const made = new WeakMap<R, T>()
    return row => {
      const known = made.get(row) ?? make(row)
      made.set(row, known)
      return known
    }
  }, [make])
}
