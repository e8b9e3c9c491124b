import { IconArrowLeft } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import { useOnePane } from '../hook/media-query.ts'
import { Quantity } from '../text/quantity.tsx'
import { uiTexts } from '../texts.ts'
import styles from './panes.module.css'

/** A white pane on the ground, the carrier of content. Inside it nothing is boxed again. */
export function Pane({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className={styles.pane} aria-label={label}>
      {children}
    </section>
  )
}

/** The title of a pane, and what belongs beside it. */
type PaneHeaderProps = {
  title: string
  /** How many there are. */
  count?: number | undefined
  /** Whose it is, where that is not plain. */
  note?: string | undefined
  end?: ReactNode
}

export function PaneHeader({ title, count, note, end }: PaneHeaderProps) {
  return (
    <header className={styles.header}>
      <h1>
        {title}
        {count !== undefined && (
          <span className={styles.note}>
            <Quantity value={count} />
          </span>
        )}
        {note !== undefined && <span className={styles.note}>{note}</span>}
      </h1>
      {end}
    </header>
  )
}

/** What scrolls under a toolbar: a text, a form. */
export function PaneBody({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <div className={styles.body} tabIndex={0}>
      <div className={styles.measure}>{children}</div>
    </div>
  )
}

/** A list and the detail of its open row: side by side, or one at a time where there is no room for two. */
export function Panes({
  list,
  detail,
  shown,
}: {
  list: ReactNode
  detail: ReactNode
  shown: 'list' | 'detail'
}) {
  const one = useOnePane()
  return (
    <>
      {(!one || shown === 'list') && <div className={styles.list}>{list}</div>}
      {(!one || shown === 'detail') && <div className={styles.detail}>{detail}</div>}
    </>
  )
}

/** The way from the detail to the list, where one at a time is shown: stands at the start of a toolbar. */
export function BackButton({ onBack }: { onBack: () => void }) {
  const t = useT(uiTexts)
  if (!useOnePane()) return null
  return <IconButton icon={IconArrowLeft} label={t('shell.back')} onClick={onBack} />
}
