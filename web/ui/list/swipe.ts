import { type PointerEvent, useRef, useState } from 'react'
import type { RowSwipes } from './face.ts'

/** A finger must travel this far for the verb to run, and this far before it counts as a swipe at all. */
const travel = 96
const slack = 10

type Swipe = {
  offset: number
  /** To tell a swipe's end from a tap. */
  moved: () => boolean
  bind: {
    onPointerDown: (event: PointerEvent) => void
    onPointerMove: (event: PointerEvent) => void
    onPointerUp: () => void
    onPointerCancel: () => void
  }
}

/** The two commonest verbs under a finger. The browser keeps vertical moves for scrolling (`touch-action: pan-y`). */
export function useSwipe(swipes: RowSwipes): Swipe {
  const [offset, setOffset] = useState(0)
  const start = useRef<number | null>(null)
  const moved = useRef(false)

  const rest = (): void => {
    start.current = null
    setOffset(0)
  }
  return {
    offset,
    moved: () => moved.current,
    bind: {
      onPointerDown: event => {
        moved.current = false
        if (event.pointerType === 'touch') start.current = event.clientX
      },
      onPointerMove: event => {
        if (start.current === null) return
        const by = event.clientX - start.current
        if (Math.abs(by) < slack && !moved.current) return
        moved.current = true
        event.currentTarget.setPointerCapture(event.pointerId)
        setOffset((by > 0 ? swipes.right : swipes.left) ? by : 0)
      },
      onPointerUp: () => {
        if (offset >= travel) swipes.right?.onRun()
        if (offset <= -travel) swipes.left?.onRun()
        rest()
      },
      onPointerCancel: rest,
    },
  }
}

export function isFar(offset: number): boolean {
  return Math.abs(offset) >= travel
}
