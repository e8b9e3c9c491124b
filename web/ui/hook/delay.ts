import { useEffect, useState } from 'react'

/** What comes sooner than this needs no skeleton: a flash is worse than a blank. */
export const patience = 150

/** True once `waiting` has lasted longer than our patience. */
export function useDelayed(waiting: boolean): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!waiting) return setLate(false)
    const timer = setTimeout(() => setLate(true), patience)
    return () => clearTimeout(timer)
  }, [waiting])
  return waiting && late
}
