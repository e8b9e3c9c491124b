/** What stays where it is on the screen while a letter grows. */
interface Held {
  readonly top: () => number
  readonly was: number
}

/**
 * A letter grows when its pictures come. What the pointer is on below it stays under the pointer; else, in the middle of a
 * letter, the line at the top of the pane stays there. The browser sees to neither: it does not look into frames.
 */
export class HeldPlace {
  readonly #frame: HTMLIFrameElement
  readonly #scroller: HTMLElement | null
  /** Taken before the letter grew: inside it, one sees that only afterwards. */
  #line: Held | null = null

  constructor(frame: HTMLIFrameElement) {
    this.#frame = frame
    this.#scroller = scrollerOf(frame)
    this.#scroller?.addEventListener('scroll', this.note, { passive: true })
  }

  /** While `grow` gives the frame its new height; a letter that has just been put there moves what it moves. */
  whileGrowing(grow: () => void, { isNew }: { isNew: boolean }): void {
    const held = isNew ? null : (this.#underPointer() ?? this.#line)
    grow()
    const by = held ? Math.round(held.top() - held.was) : 0
    if (by !== 0) this.#scroller?.scrollBy({ top: by, behavior: 'instant' })
    this.note()
  }

  readonly note = (): void => {
    this.#line = this.#topLine()
  }

  stop(): void {
    this.#scroller?.removeEventListener('scroll', this.note)
  }

  #underPointer(): Held | null {
    const element = [...document.querySelectorAll(':hover')].at(-1)
    if (!element || !this.#scroller?.contains(element) || element.contains(this.#frame)) return null
    const isBelow = this.#frame.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING
    return isBelow ? heldAt(() => element.getBoundingClientRect().top) : null
  }

  #topLine(): Held | null {
    const page = this.#frame.contentDocument
    if (!this.#scroller || !page || !hasPicturesToCome(page)) return null
    const above = this.#scroller.getBoundingClientRect().top - this.#frame.getBoundingClientRect().top
    const element = above > 0 ? page.elementFromPoint(this.#frame.clientWidth / 3, above + 1) : null
    if (!element || element === page.body || element === page.documentElement) return null
    return heldAt(() => this.#frame.getBoundingClientRect().top + element.getBoundingClientRect().top)
  }
}

const heldAt = (top: () => number): Held => ({ top, was: top() })

const hasPicturesToCome = (page: Document): boolean => [...page.images].some(image => !image.complete)

function scrollerOf(element: HTMLElement): HTMLElement | null {
  const { parentElement } = element
  if (!parentElement) return null
  return /auto|scroll/.test(getComputedStyle(parentElement).overflowY)
    ? parentElement
    : scrollerOf(parentElement)
}
