import { type KeyboardEvent, type MouseEvent, type RefObject, useState } from 'react'
import { cursorStep, followed } from './cursor.ts'
import type { RowFace } from './face.ts'
import type { ListProps } from './list.tsx'
import { allOf, extend, noSelection, type Selection, toggle } from './selection.ts'

type Setting<R extends object> = {
  props: ListProps<R>
  total: number
  faceAt: (index: number) => RowFace | null
  rowHeight: number
  scroller: RefObject<HTMLDivElement | null>
  scrollTo: (index: number) => void
}

/** The cursor of a list and what keys and clicks do to it, to the selection and to the open row. */
export function useListKeys<R extends object>({
  props,
  total,
  faceAt,
  rowHeight,
  scroller,
  scrollTo,
}: Setting<R>) {
  const { selection, onSelect, onOpen, onMove } = props
  const [{ id, index }, setCursor] = useState<{ id: string | null; index: number }>({ id: null, index: 0 })
  const idAt = (at: number): string | null => faceAt(at)?.id ?? null
  const cursor = followed(id, index, total, idAt)

  const place = (at: number): void => setCursor({ id: idAt(at), index: at })
  const select = (next: (now: Selection) => Selection): void => {
    if (selection) onSelect?.(next(selection))
  }
  const choose = (at: number): void => {
    const id = idAt(at)
    if (id) select(now => toggle(now, at, id))
  }
  const open = (at: number): void => {
    const id = idAt(at)
    if (id) onOpen(id, at)
  }

  const moveTo = (at: number, range: boolean): void => {
    place(at)
    scrollTo(at)
    const id = idAt(at)
    if (range) select(now => extend(now.chosen.size === 0 ? { ...now, anchor: cursor } : now, at, idAt))
    else if (id) onMove?.(id, at)
  }

  const actOf = (event: KeyboardEvent): (() => void) | null => {
    const command = event.ctrlKey || event.metaKey
    if (command && event.key === 'a') return () => select(() => allOf(total, idAt))
    if (command || event.altKey) return null
    if (event.key === 'Enter') return () => open(cursor)
    if (event.key === 'x' || event.key === ' ') return () => choose(cursor)
    if (event.key === 'Escape' && selection && selection.chosen.size > 0)
      return () => select(() => noSelection)
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
    const step = cursorStep(event.key, cursor, total, page)
    return step === null ? null : () => moveTo(step, event.shiftKey)
  }

  return {
    cursor,
    onKeyDown: (event: KeyboardEvent): void => {
      const act = actOf(event)
      if (!act) return
      event.preventDefault()
      act()
    },
    onClick: (at: number, event: MouseEvent): void => {
      place(at)
      if (event.shiftKey)
        select(now => extend(now.chosen.size === 0 ? { ...now, anchor: cursor } : now, at, idAt))
      else if (event.ctrlKey || event.metaKey) choose(at)
      else open(at)
    },
    onChoose: (at: number, event: MouseEvent): void => {
      place(at)
      if (event.shiftKey) select(now => extend(now, at, idAt))
      else choose(at)
    },
  }
}
