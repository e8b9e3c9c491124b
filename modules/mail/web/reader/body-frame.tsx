import reading from '@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage } from '../../../../web/i18n/index.ts'
import { followFrame } from './follow-frame.ts'
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
  const [isGrowing, setGrowing] = useState(true)
  const paper = useMemo(() => paperOf(html), [html])
  const page = useMemo(
    () => frameDocument(html, { paper, isDark, font: new URL(reading, location.href).href }, language),
    [html, paper, isDark, language],
  )
  // Another page is another document.
  useEffect(
    () =>
      frame.current ? followFrame(frame.current, { accountId, onWhole: () => setGrowing(false) }) : undefined,
    [page, accountId],
  )
  return (
    <iframe
      ref={frame}
      className={styles.frame}
      data-paper={paper}
      data-growing={isGrowing || undefined}
      title={title}
      // Same origin, so that its height can be measured; no scripts, so that this is all that it means.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={page}
    />
  )
}
