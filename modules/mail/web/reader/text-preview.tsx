import { useEffect, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { ErrorState, SkeletonText, useDelayed } from '../../../../web/ui/index.ts'
import styles from './files.module.css'
import { readerTexts } from './texts.ts'
import { useFile } from './use-file.ts'

/** As much as one reads in a dialogue. */
const MOST_SHOWN = 512 * 1024

/** A file as text. */
export function TextPreview({ url, charset }: { url: string; charset: string | null }) {
  const t = useT(readerTexts)
  const file = useFile(url)
  const text = useText(file.kind === 'here' ? file.blob : null, charset)
  const isLate = useDelayed(text === null && file.kind !== 'failed')
  if (file.kind === 'failed') return <ErrorState>{t('file.failed')}</ErrorState>
  if (text === null) return isLate ? <SkeletonText lines={8} /> : null
  return (
    <>
      {file.kind === 'here' && file.blob.size > MOST_SHOWN && <p>{t('file.too-long')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <pre className={styles.plain} tabIndex={0}>
        {text}
      </pre>
    </>
  )
}

function useText(blob: Blob | null, charset: string | null): string | null {
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    setText(null)
    void blob
      ?.slice(0, MOST_SHOWN)
      .arrayBuffer()
      .then(bytes => setText(decode(bytes, charset)))
  }, [blob, charset])
  return text
}

/** UTF-8 where it is, whatever was said of it; else what was said, as far as the browser knows it. */
function decode(bytes: ArrayBuffer, charset: string | null): string {
  for (const [label, options] of [
    ['utf-8', { fatal: true }],
    [charset ?? '', {}],
  ] as const)
    try {
      // What is cut may end within a character.
      return new TextDecoder(label, options).decode(bytes, { stream: true })
    } catch {
      // The next is tried.
    }
  return new TextDecoder('windows-1252').decode(bytes)
}
