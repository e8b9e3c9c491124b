import type { DragEvent, PointerEvent } from 'react'

/** What is dragged from a list onto a place. */
export interface Dragged {
  readonly rowIds: readonly string[]
}

const TYPE = 'application/x-bastide-threads'
const FOLDER = 'application/x-bastide-folder'

/** A row of the list becomes something to drag at the moment when it is taken hold of with a mouse. */
export function makeDraggable(event: PointerEvent<HTMLElement>): void {
  if (event.pointerType !== 'mouse' || !(event.target instanceof Element)) return
  const row = event.target.closest<HTMLElement>('[role="row"]')
  if (row) row.draggable = true
}

/** Where in the list the dragged row stands. */
export function draggedIndex(event: DragEvent): number | null {
  if (!(event.target instanceof Element)) return null
  const at = event.target.closest('[role="row"]')?.getAttribute('aria-rowindex')
  return at == null ? null : Number(at) - 1
}

export function writeDragged({ dataTransfer }: DragEvent, dragged: Dragged, words: string): void {
  dataTransfer.effectAllowed = 'copyMove'
  dataTransfer.setData(TYPE, JSON.stringify(dragged))
  carry(dataTransfer, words)
}

/** While something is dragged, a browser tells its kind alone: which folder it is, only this page knows. */
let held: string | null = null

export function writeFolder({ dataTransfer }: DragEvent, mailboxId: string, name: string): void {
  held = mailboxId
  dataTransfer.effectAllowed = 'move'
  dataTransfer.setData(FOLDER, mailboxId)
  carry(dataTransfer, name)
}

/** The folder that is dragged over something; null where it is none of this page. */
export const heldFolder = ({ dataTransfer }: DragEvent): string | null =>
  dataTransfer.types.includes(FOLDER) ? held : null

export const areFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')

/** Shows in words what is dragged. */
function carry(dataTransfer: DataTransfer, words: string): void {
  dataTransfer.setData('text/plain', words)
  const ghost = document.createElement('span')
  ghost.textContent = words
  ghost.className = 'mail-dragged'
  document.body.append(ghost)
  dataTransfer.setDragImage(ghost, -12, -8)
  // The browser takes its picture once this event is over.
  setTimeout(() => ghost.remove())
}

export const isDragged = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(TYPE)

export const readDragged = ({ dataTransfer }: DragEvent): Dragged | null => {
  const text = dataTransfer.getData(TYPE)
  return text === '' ? null : (JSON.parse(text) as Dragged)
}
