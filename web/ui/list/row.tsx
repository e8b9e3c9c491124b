import { IconCheck } from '@tabler/icons-react'
import { type MouseEvent, memo, type ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import type { Verb } from '../action/verb.ts'
import { labelStyle } from '../mark/label-style.ts'
import { uiTexts } from '../texts.ts'
import type { RowFace, RowSwipes } from './face.ts'
import styles from './row.module.css'
import { RowWords } from './row-words.tsx'
import { isFar, useSwipe } from './swipe.ts'

type Props = {
  face: RowFace
  index: number
  elementId: string
  /** Opened in the pane beside the list. */
  open: boolean
  current: boolean
  chosen: boolean
  choosing: boolean
  actions: readonly Verb[]
  swipes: RowSwipes
  onClick: (index: number, event: MouseEvent) => void
  onChoose: ((index: number, event?: MouseEvent) => void) | undefined
}

export const Row = memo(function Row(props: Props) {
  const { face, index, open, current, chosen } = props
  const { onChoose } = props
  const swipe = useSwipe(props.swipes, onChoose && (() => onChoose(index)))
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and points at its row
    // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are the grid's
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      role="row"
      id={props.elementId}
      aria-rowindex={index + 1}
      aria-selected={chosen || open}
      className={styles.row}
      data-open={open || undefined}
      data-current={current || undefined}
      data-chosen={chosen || undefined}
      data-unread={face.unread || undefined}
      data-two={face.third === undefined || undefined}
      data-edge={face.edge}
      style={face.edge && labelStyle(face.edge)}
      onClick={event => swipe.moved() || props.onClick(index, event)}
      {...swipe.bind}
    >
      {swipe.offset !== 0 && <SwipeGround swipes={props.swipes} offset={swipe.offset} />}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div
        role="gridcell"
        className={styles.cell}
        style={swipe.offset ? { translate: `${swipe.offset}px 0` } : {}}
      >
        <RowMark {...props}>{face.mark}</RowMark>
        <RowWords face={face} />
        <RowActions actions={props.actions} />
      </div>
    </div>
  )
})

/** The avatar turns into a box to tick under the pointer, and on a phone under the finger. */
function RowMark({ face, index, chosen, choosing, onChoose, children }: Props & { children: ReactNode }) {
  const t = useT(uiTexts)
  if (!onChoose) return <span className={styles.mark}>{children}</span>
  return (
    <button
      type="button"
      // The keyboard has « x » for it.
      tabIndex={-1}
      className={styles.mark}
      data-choosing={choosing || undefined}
      aria-label={`${t('list.choose')} ${face.title}`}
      aria-pressed={chosen}
      onClick={event => {
        event.stopPropagation()
        onChoose(index, event)
      }}
    >
      {children}
      <span className={styles.tick}>{chosen && <IconCheck size={20} stroke={2.5} aria-hidden="true" />}</span>
    </button>
  )
}

function RowActions({ actions }: { actions: readonly Verb[] }) {
  if (actions.length === 0) return null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a click on a verb from opening the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span className={styles.actions} onClick={event => event.stopPropagation()}>
      {actions.map(verb => (
        <IconButton
          key={verb.id}
          icon={verb.icon ?? IconCheck}
          label={verb.label}
          tabIndex={-1}
          disabled={verb.disabled}
          tone={verb.danger ? 'danger' : 'plain'}
          onClick={verb.onRun}
        />
      ))}
    </span>
  )
}

function SwipeGround({ swipes, offset }: { swipes: RowSwipes; offset: number }) {
  const verb = offset > 0 ? swipes.right : swipes.left
  if (!verb) return null
  const Glyph = verb.icon
  return (
    <span
      className={styles.ground}
      data-side={offset > 0 ? 'start' : 'end'}
      data-far={isFar(offset) || undefined}
    >
      {Glyph && <Glyph size={20} stroke={2} aria-hidden="true" />}
      {verb.label}
    </span>
  )
}
