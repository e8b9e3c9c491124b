import { openCompose } from '../compose/desk.ts'
import { HeldPlace } from './held-place.ts'

type Setting = {
  accountId: string
  /** It has come whole: it grows no more by itself. */
  onWhole: () => void
}

/** Follows the letter in a frame from its first line on, before its pictures have come; gives the end of that. */
export function followFrame(frame: HTMLIFrameElement, { accountId, onWhole }: Setting): () => void {
  const place = new HeldPlace(frame)
  let page: Document | null = null
  let followed: Followed | null = null
  let turn = 0
  const look = (): void => {
    const here = frame.contentDocument
    if (!here?.body || here === page || here.URL !== 'about:srcdoc') return
    followed?.stop()
    page = here
    followed = follow(frame, here, place, accountId)
  }
  // Of a new document in a frame one hears only once all of it has come.
  const watch = (): void => {
    look()
    turn = requestAnimationFrame(watch)
  }
  const onLoad = (): void => {
    cancelAnimationFrame(turn)
    look()
    followed?.measure()
    void frame.contentDocument?.fonts.ready.then(onWhole)
  }
  frame.addEventListener('load', onLoad)
  watch()
  return () => {
    cancelAnimationFrame(turn)
    frame.removeEventListener('load', onLoad)
    followed?.stop()
    place.stop()
  }
}

interface Followed {
  readonly measure: () => void
  readonly stop: () => void
}

/** What the frame cannot do for itself: its height, its keys, and letters to be written from its links. */
function follow(frame: HTMLIFrameElement, page: Document, place: HeldPlace, accountId: string): Followed {
  let isNew = true
  const grow = (): void => {
    const height = Math.ceil(page.documentElement.getBoundingClientRect().height)
    // What takes the place of another letter is no lower than that before it has come.
    const least = page.readyState === 'loading' ? frame.clientHeight : 0
    frame.style.height = `${Math.max(height, least)}px`
  }
  const measure = (): void => {
    place.whileGrowing(grow, { isNew })
    isNew = page.readyState === 'loading'
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (
      !frame.dispatchEvent(
        new KeyboardEvent('keydown', { ...keysOf(event), bubbles: true, cancelable: true }),
      )
    )
      event.preventDefault()
  }
  const onClick = (event: MouseEvent): void => {
    const link = (event.target as Element | null)?.closest?.('a[href^="mailto:"]')
    if (!link) return
    event.preventDefault()
    openCompose({ kind: 'mailto', accountId, href: link.getAttribute('href') ?? '' })
  }
  const observer = new ResizeObserver(measure)
  observer.observe(page.documentElement)
  page.addEventListener('keydown', onKeyDown)
  page.addEventListener('click', onClick)
  measure()
  return {
    measure,
    stop: () => {
      observer.disconnect()
      page.removeEventListener('keydown', onKeyDown)
      page.removeEventListener('click', onClick)
    },
  }
}

const keysOf = ({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) => ({
  key,
  code,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
})
