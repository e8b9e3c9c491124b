import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useState } from 'react'
import { cursorStep, followed } from './cursor.ts'
import type { RowFace } from './face.ts'
import type { ListProps } from './list.tsx'
import { allOf, extend, noSelection, type Selection, toggle } from './selection.ts'
import { type Act, useAwaited } from './use-awaited.ts'

type Setting<R extends object> = {
  props: ListProps<R>
  total: number
  faceAt: (index: number) => RowFace | null
  isInSight: (index: number) => boolean
  rowHeight: number
  scroller: RefObject<HTMLDivElement | null>
  scrollTo: (index: number) => void
}

/** The cursor of a list and what keys and clicks do to it, to the selection and to the open row. */
export function useListKeys<R extends object>({
  props,
  total,
  faceAt,
  isInSight,
  rowHeight,
  scroller,
  scrollTo,
}: Setting<R>) {
  const { source, openId = null, selection, onSelect, onOpen, onMove, onAwait } = props
  const [{ id, index }, setCursor] = useState<{ id: string | null; index: number }>({ id: null, index: 0 })
  const idAt = (at: number): string | null => faceAt(at)?.id ?? null
  const cursor = followed(id, index, total, idAt)

  const awaited = useAwaited({
    isHere: at => idAt(at) !== null,
    isInSight,
    onHere: (act, at) => {
      if (at === cursor) place(at)
      doOnceHere(act, at)
    },
  })

  const place = (at: number): void => setCursor({ id: idAt(at), index: at })
  const select = (next: (now: Selection) => Selection): void => {
    if (selection) onSelect?.(next(selection))
  }
  // What is opened from elsewhere, by a key in the pane beside, is brought into sight: once, then one scrolls as one likes.
  useEffect(() => {
    if (openId === null) return
    const at = followed(openId, cursor, total, idAt)
    if (at === cursor || idAt(at) !== openId) return
    place(at)
    scrollTo(at)
  }, [openId])

  const isChoosing = selection !== undefined && selection.chosen.size > 0
  const acts = {
    open: onOpen,
    choose: (id: string, at: number): void => select(now => toggle(now, at, id)),
    move: (id: string, at: number): void => onMove?.(id, at),
  }
  const doOnceHere = (act: Act, at: number): void => {
    const id = idAt(at)
    if (id !== null) acts[act](id, at)
    else if (source.total !== null) awaited.wait(act, at)
  }
  const choose = (at: number): void => doOnceHere('choose', at)
  const open = (at: number): void => doOnceHere('open', at)

  const moveTo = (at: number, range: boolean): void => {
    place(at)
    scrollTo(at)
    if (idAt(at) === null) onAwait?.()
    if (range) select(now => extend(now.chosen.size === 0 ? { ...now, anchor: cursor } : now, at, idAt))
    else doOnceHere('move', at)
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
    opening: awaited.opening,
    onKeyDown: (event: KeyboardEvent): void => {
      const act = actOf(event)
      if (!act) return
      event.preventDefault()
      awaited.forget()
      act()
    },
    onClick: (at: number, event: MouseEvent): void => {
      awaited.forget()
      place(at)
      if (event.shiftKey)
        select(now => extend(now.chosen.size === 0 ? { ...now, anchor: cursor } : now, at, idAt))
      else if (event.ctrlKey || event.metaKey || (isChoosing && isFinger())) choose(at)
      else open(at)
    },
    onChoose: (at: number, event?: MouseEvent): void => {
      place(at)
      if (event?.shiftKey) select(now => extend(now, at, idAt))
      else choose(at)
    },
  }
}

/** A finger that has begun to choose goes on: it has no keys to say so. */
const isFinger = (): boolean => matchMedia('(pointer: coarse)').matches
