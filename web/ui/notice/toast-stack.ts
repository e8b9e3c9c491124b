export type ToastText = {
  text: string
  tone?: 'plain' | 'error'
  /** Undo rather than confirm. */
  undo?: () => void
  /** In milliseconds. */
  stays?: number
}

export type Toast = ToastText & { id: number; stays: number }

/** Long enough to read, see the mistake and reach the button. */
export const stay = 7000
/** More than these at once is a wall; the oldest gives way. */
export const mostToasts = 3

/** Toasts in order, oldest first. Knows no React and no clock. */
export class ToastStack {
  #toasts: readonly Toast[] = []
  #next = 1
  #undone: number | null = null
  readonly #notices = new Set<() => void>()

  readonly all = (): readonly Toast[] => this.#toasts

  /** The one that was undone last, until there is another. */
  readonly undone = (): number | null => this.#undone

  readonly subscribe = (notice: () => void): (() => void) => {
    this.#notices.add(notice)
    return () => this.#notices.delete(notice)
  }

  readonly show = (toast: ToastText): number => {
    const id = this.#next++
    this.#undone = null
    this.#set([...this.#toasts, { stays: stay, ...toast, id }].slice(-mostToasts))
    return id
  }

  readonly dismiss = (id: number): void => {
    this.#set(this.#toasts.filter(toast => toast.id !== id))
  }

  readonly undo = (id: number): void => {
    const toast = this.#toasts.find(toast => toast.id === id)
    if (toast) this.#undone = id
    this.dismiss(id)
    toast?.undo?.()
  }

  /** Undoes the newest of those that can be. */
  readonly undoLast = (): void => {
    const last = this.#toasts.findLast(toast => toast.undo)
    if (last) this.undo(last.id)
  }

  #set(toasts: readonly Toast[]): void {
    this.#toasts = toasts
    for (const notice of this.#notices) notice()
  }
}
