import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import type { RowSwipes } from './face.ts'

/** A finger must travel this far for the verb to run, and this far before it counts as a swipe at all. */
const travel = 96
const slack = 10
/** A finger that rests so long holds the row. */
const holdMs = 450

type Swipe = {
  offset: number
  /** To tell the end of a swipe or of a hold from a tap. */
  moved: () => boolean
  bind: {
    onPointerDown: (event: PointerEvent) => void
    onPointerMove: (event: PointerEvent) => void
    onPointerUp: () => void
    onPointerCancel: () => void
    onContextMenu: (event: MouseEvent) => void
  }
}

/**
 * The two commonest verbs under a finger, and what is done where it rests. The browser keeps vertical moves for scrolling
 * (`touch-action: pan-y`).
 */
export function useSwipe(swipes: RowSwipes, onHold: (() => void) | undefined): Swipe {
  const [offset, setOffset] = useState(0)
  const start = useRef<number | null>(null)
  const moved = useRef(false)
  const holding = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(holding.current), [])

  const hold = (): void => {
    start.current = null
    moved.current = true
    onHold?.()
  }
  const rest = (): void => {
    clearTimeout(holding.current)
    start.current = null
    setOffset(0)
  }
  return {
    offset,
    moved: () => moved.current,
    bind: {
      onPointerDown: event => {
        moved.current = false
        if (event.pointerType !== 'touch') return
        start.current = event.clientX
        if (onHold) holding.current = setTimeout(hold, holdMs)
      },
      onPointerMove: event => {
        if (start.current === null) return
        const by = event.clientX - start.current
        if (Math.abs(by) < slack && !moved.current) return
        moved.current = true
        clearTimeout(holding.current)
        event.currentTarget.setPointerCapture(event.pointerId)
        setOffset((by > 0 ? swipes.right : swipes.left) ? by : 0)
      },
      onPointerUp: () => {
        if (offset >= travel) swipes.right?.onRun()
        if (offset <= -travel) swipes.left?.onRun()
        rest()
      },
      onPointerCancel: rest,
      // A phone asks what to do with the words under a finger that rests.
      onContextMenu: event => {
        if (start.current !== null || moved.current) event.preventDefault()
      },
    },
  }
}

export function isFar(offset: number): boolean {
  return Math.abs(offset) >= travel
}
