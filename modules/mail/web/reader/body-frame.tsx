import reading from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage } from '../../../../web/i18n/index.ts'
import { openCompose } from '../compose/desk.ts'
import { frameDocument, paperOf } from './frame-document.ts'
import styles from './reader.module.css'
import { useDark } from './use-dark.ts'

type Props = {
  title: string
  html: string
  accountId: string
}

/** The text of a stranger, in a frame that runs no script, as high as what it holds. */
export function BodyFrame({ title, html, accountId }: Props) {
  const frame = useRef<HTMLIFrameElement>(null)
  const language = useLanguage()
  const isDark = useDark()
  const [height, setHeight] = useState(0)
  const paper = useMemo(() => paperOf(html), [html])
  const page = useMemo(
    () => frameDocument(html, { paper, isDark, font: new URL(reading, location.href).href }, language),
    [html, paper, isDark, language],
  )
  useEffect(() => {
    const element = frame.current
    if (!element) return
    let stop: () => void = () => undefined
    const onLoad = (): void => {
      stop()
      stop = follow(element, setHeight, accountId)
    }
    element.addEventListener('load', onLoad)
    onLoad()
    return () => {
      element.removeEventListener('load', onLoad)
      stop()
    }
  }, [page, accountId])
  return (
    <iframe
      ref={frame}
      className={styles.frame}
      data-paper={paper}
      title={title}
      // Same origin, so that its height can be measured; no scripts, so that this is all that it means.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={page}
      style={{ height }}
    />
  )
}

/** What the frame cannot do for itself: its height, its keys, and letters to be written from its links. */
function follow(frame: HTMLIFrameElement, onHeight: (height: number) => void, accountId: string): () => void {
  const page = frame.contentDocument
  if (!page?.body) return () => undefined
  const measure = (): void => onHeight(Math.ceil(page.documentElement.getBoundingClientRect().height))
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
  return () => {
    observer.disconnect()
    page.removeEventListener('keydown', onKeyDown)
    page.removeEventListener('click', onClick)
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
