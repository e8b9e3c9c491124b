import { useEffect, useRef, useState } from 'react'

export type Act = 'open' | 'choose' | 'move'

type Setting = {
  isHere: (index: number) => boolean
  isInSight: (index: number) => boolean
  onHere: (act: Act, index: number) => void
}

/** What was asked of a row that is not here yet: done once it is, forgotten when it is scrolled away. */
export function useAwaited({ isHere, isInSight, onHere }: Setting) {
  const [awaited, setAwaited] = useState<{ act: Act; index: number } | null>(null)
  const wasInSight = useRef(false)
  useEffect(() => {
    if (!awaited) return
    const { act, index } = awaited
    if (isHere(index)) {
      setAwaited(null)
      onHere(act, index)
    } else if (isInSight(index)) wasInSight.current = true
    // What is reached by a jump comes into sight a moment later.
    else if (wasInSight.current) setAwaited(null)
  })
  return {
    /** The row that opens once it is here. */
    opening: awaited?.act === 'open' ? awaited.index : null,
    wait: (act: Act, index: number): void => {
      wasInSight.current = false
      setAwaited({ act, index })
    },
    forget: (): void => setAwaited(null),
  }
}
