import { type PointerEvent, useRef } from 'react'

/**
 * A press on the place of a row that is not here yet. The row may come before the press is over, and put another
 * element there: the browser then makes no click of the two halves.
 */
export function useWaitingPress(onPress: (index: number, event: PointerEvent) => void) {
  const pressed = useRef<number | null>(null)
  return {
    onPointerDown: (event: PointerEvent): void => {
      const waiting = event.button === 0 ? within(event, '[data-loading]') : null
      pressed.current = waiting && indexOf(waiting)
    },
    onPointerUp: (event: PointerEvent): void => {
      const index = pressed.current
      pressed.current = null
      const row = within(event, '[role="row"]')
      if (index !== null && row && indexOf(row) === index) onPress(index, event)
    },
    onPointerCancel: (): void => {
      pressed.current = null
    },
  }
}

const within = ({ target }: PointerEvent, selector: string): Element | null =>
  target instanceof Element ? target.closest(selector) : null

const indexOf = (row: Element): number => Number(row.getAttribute('aria-rowindex')) - 1
