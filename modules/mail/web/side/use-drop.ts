import { type DragEvent, useEffect, useState } from 'react'
import { areFiles, type Dragged, heldFolder, isDragged, readDragged } from '../list/drag.ts'

/** What may be dropped on a place. */
export interface Drops {
  readonly onDrop?: ((dragged: Dragged) => void) | undefined
  /** From outside the page. */
  readonly onFiles?: ((files: readonly File[]) => void) | undefined
  readonly mayTakeFolder?: ((mailboxId: string) => boolean) | undefined
  readonly onFolder?: ((mailboxId: string) => void) | undefined
  /** What is closed opens when one stays over it. */
  readonly onStay?: (() => void) | undefined
}

const STAY_MS = 700

export function useDrop({ onDrop, onFiles, mayTakeFolder, onFolder, onStay }: Drops) {
  const [over, setOver] = useState(false)
  const mayStay = over && onStay !== undefined
  useEffect(() => {
    if (!mayStay) return
    const timer = setTimeout(() => onStay?.(), STAY_MS)
    return () => clearTimeout(timer)
    // Once for each time that one stays, whatever is drawn anew meanwhile.
  }, [mayStay])

  const effectOf = (event: DragEvent): 'move' | 'copy' | null => {
    if (onDrop && isDragged(event)) return 'move'
    if (onFiles && areFiles(event)) return 'copy'
    const folder = heldFolder(event)
    return folder !== null && mayTakeFolder?.(folder) ? 'move' : null
  }
  const drop = {
    onDragOver: (event: DragEvent): void => {
      const effect = effectOf(event)
      if (!effect) return
      event.preventDefault()
      event.dataTransfer.dropEffect = effect
      setOver(true)
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent): void => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
    },
    onDrop: (event: DragEvent): void => {
      setOver(false)
      if (!effectOf(event)) return
      event.preventDefault()
      const dragged = readDragged(event)
      const folder = heldFolder(event)
      if (dragged) onDrop?.(dragged)
      else if (folder !== null) onFolder?.(folder)
      else onFiles?.([...event.dataTransfer.files])
    },
  }
  return { over, drop }
}
